// The day of a secretary without a mouse: every step by keys alone, the focus always visible, dialogs keep and give back the focus.
import { complain, journey, kBase, openPage, settle, shoot } from './browser.mjs';

const step = (text) => console.log(`  ${text}`);

/** The focused element as people can tell it: what it is, whether it matches, whether one sees that it has the focus. */
const focused = (page, selector = '*') =>
  page.evaluate((wanted) => {
    const element = document.activeElement;
    const style = getComputedStyle(element);
    const isMarked =
      (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
    return {
      name: `${element.tagName.toLowerCase()}.${element.className} ${(element.textContent || element.ariaLabel || '').slice(0, 20)}`,
      isWanted: element.matches(wanted),
      isSeen: isMarked || element.matches('body, main, dialog'),
      dialog: document.querySelector('dialog[open]')?.contains(element) ?? null,
    };
  }, selector);

/** Without this nothing after it makes sense. */
async function need(page, selector, what) {
  const found = await page.waitForSelector(selector, { timeout: 20_000 }).catch(() => null);
  if (!found) throw new Error(`${what}: ${selector} did not appear`);
}

/** Tab after Tab until the element has the focus, as somebody without a mouse would. */
async function tabTo(page, selector, limit = 60) {
  for (let i = 0; i < limit; i++) {
    const at = await focused(page, selector);
    if (at.isWanted) return;
    await page.keyboard.press('Tab');
    const now = await focused(page);
    if (!now.isSeen) complain(`${page.url()}: the focus on ${now.name} cannot be seen`);
  }
  throw new Error(`${page.url()}: ${selector} cannot be reached with Tab, ${(await focused(page)).name} has the focus`);
}

async function expectFocus(page, selector, what) {
  await page
    .waitForFunction((s) => document.activeElement?.matches(s), selector, { timeout: 10_000 })
    .catch(async () => complain(`${what}: the focus is on ${(await focused(page)).name}, not on ${selector}`));
}

/** A dialog keeps the focus, closes with Escape and gives the focus back. */
async function checkDialog(page, what, back) {
  await need(page, 'dialog[open] .dialog-body', what);
  await page.waitForTimeout(300);
  for (let i = 0; i < 25; i++) {
    const { dialog, name, isSeen } = await focused(page);
    if (dialog === false && !name.startsWith('body')) complain(`${what}: the focus left the dialog for ${name}`);
    if (!isSeen) complain(`${what}: the focus on ${name} cannot be seen`);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Escape');
  await page
    .waitForSelector('dialog[open]', { state: 'detached' })
    .catch(() => complain(`${what}: Escape left it open`));
  await expectFocus(page, back, `${what} closed`);
}

async function signIn(page) {
  step('enter the demonstration');
  await page.goto(kBase);
  await need(page, '.entry-box .stack .button', 'personas');
  await tabTo(page, '.entry-box .stack .button:nth-of-type(2)');
  await page.keyboard.press('Enter');
  await need(page, '.shell', 'inside');
  await settle(page);
}

async function findEditUndo(page) {
  step('find a firm by pinyin initials, edit, save, undo');
  await page.keyboard.press('Control+k');
  await checkDialog(page, 'palette', 'main');
  await page.keyboard.press('Control+k');
  await need(page, '.palette input', 'palette');
  await page.keyboard.type('slacfz');
  await need(page, '.palette .option:has-text("安程纺织")', 'found by initials');
  await page.keyboard.press('Enter');
  await need(page, '.dossier h1:has-text("安程纺织")', 'dossier');
  await settle(page);
  await page.keyboard.press('e');
  await checkDialog(page, 'edit drawer', 'main');
  await page.keyboard.press('e');
  await need(page, 'dialog[open] form', 'edit drawer');
  const employees = '.kind-integer input';
  await tabTo(page, employees);
  const before = await page.inputValue(`dialog[open] ${employees} >> nth=0`);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('4321');
  await page.keyboard.press('Control+Enter');
  await need(page, '.toast', 'saved');
  await need(page, '.values:has-text("4,321")', 'the new value');
  await page.keyboard.press('z');
  await need(page, `.values:has-text("${Number(before).toLocaleString('en')}")`, 'the old value after undo');
}

async function sheetAndFilters(page) {
  step('shortcuts, filters and rows of a list');
  // "e" alone would edit the firm: the sequence goes first.
  await page.keyboard.press('g');
  await page.keyboard.press('e');
  await need(page, '.grid-row', 'enterprises');
  await page.keyboard.press('?');
  await need(page, '.keys', 'the sheet of shortcuts');
  await shoot(page, 'shortcuts');
  await checkDialog(page, 'shortcuts', 'main');
  await page.keyboard.press('/');
  await expectFocus(page, 'input[type=search]', 'search');
  await tabTo(page, '.filters button[aria-haspopup=dialog]');
  await page.keyboard.press('Enter');
  await need(page, '.popover .option', 'filters offered');
  await page.waitForTimeout(200);
  await page.keyboard.press('Escape');
  await page.waitForSelector('.popover', { state: 'detached' }).catch(() => complain('Escape left the filter open'));
  await expectFocus(page, '.filters button[aria-haspopup=dialog]', 'filter closed');
  await tabTo(page, '.grid');
  for (const key of ['j', 'j', 'x', 'J']) await page.keyboard.press(key);
  await need(page, '.bulk:has-text("2")', 'two rows selected');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await checkDialog(page, 'record of the list', '.grid');
}

async function planAndAdopt(page) {
  step('propose a plan, ask why, adopt');
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await need(page, '.officers', 'the board');
  await page.keyboard.press('p');
  await need(page, 'dialog[open] footer .primary', 'propose');
  await page.waitForTimeout(300);
  await tabTo(page, 'dialog footer .primary');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/duties/plans/*');
  await need(page, '.tabs button', 'the plan');
  await settle(page);
  await tabTo(page, '.tabs button:last-child');
  await page.keyboard.press('Enter');
  await need(page, '.grid-row:not(.waiting)', 'rows of the plan');
  await tabTo(page, '.grid');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await need(page, 'dialog[open] .terms', 'why');
  await shoot(page, 'keyboard-why');
  await checkDialog(page, 'why', '.grid');
  await page.keyboard.press('Control+k');
  await need(page, '.palette input', 'palette');
  await page.keyboard.type('采纳');
  await page.keyboard.press('Enter');
  await expectFocus(page, 'dialog textarea', 'reason');
  await page.keyboard.type('例会通过');
  await tabTo(page, 'dialog footer .primary');
  await page.keyboard.press('Enter');
  await need(page, 'h1:has-text("已采纳")', 'adopted');
}

async function importAndUndo(page) {
  step('paste a block, accept all, import, undo');
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  await need(page, '.paste textarea', 'import');
  await settle(page);
  await tabTo(page, '.paste textarea');
  const block = '企业名称\t统一社会信用代码\t职工人数\n示例键盘甲有限公司\t\t１２\n示例键盘乙有限公司\t\t30';
  await page.evaluate((text) => navigator.clipboard.writeText(text), block);
  await page.keyboard.press('Control+v');
  await need(page, '.sheets', 'what was recognised');
  await settle(page);
  await need(page, '.kinds .button', 'a kind of problem with proposals');
  await page.keyboard.press('Shift+A');
  await page
    .waitForSelector('.kinds .button', { state: 'detached' })
    .catch(() => complain('accepting all left proposals open'));
  await tabTo(page, '.page-head .primary');
  await page.keyboard.press('Enter');
  await need(page, '.toast:has-text("新建 2")', 'imported');
  await page.keyboard.press('z');
  await need(page, '.toast:has-text("已撤销")', 'undone');
}

await journey('keyboard', async (browser) => {
  const page = await openPage(browser);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  for (const part of [signIn, findEditUndo, sheetAndFilters, planAndAdopt, importAndUndo])
    await part(page).catch(async (error) => {
      await shoot(page, `keyboard-${part.name}`);
      complain(`${part.name}: ${error.message.split('\n')[0]}`);
      await page.keyboard.press('Escape');
    });
});
