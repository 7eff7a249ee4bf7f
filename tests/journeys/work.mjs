// The main work of the zone with the keyboard and the mouse of one person: find and edit a firm, undo, a refused form,
// a conflict, bulk assignment, import with fixes, a proposed plan with its reasons, adoption.
import { checkAccess, complain, enterAs, expect, journey, kBase, openPage, settle, shoot } from './browser.mjs';

const step = (text) => console.log(`  ${text}`);

async function findAndEdit(page) {
  step('find a firm with the palette, edit it, undo');
  const name = await page.evaluate(() =>
    fetch('/api/registry/enterprises?limit=1')
      .then((r) => r.json())
      .then((l) => l.items[0].name),
  );
  await page.goto(kBase);
  await settle(page);
  await page.keyboard.press('Control+k');
  await expect(page, '.palette input', 'palette');
  await checkAccess(page, 'palette');
  await shoot(page, 'palette');
  await page.keyboard.type(name);
  await expect(page, '.palette .option:has-text("' + name + '")', 'palette search');
  await page.keyboard.press('Enter');
  await expect(page, `.dossier h1:has-text("${name}")`, 'dossier');
  await page.waitForTimeout(200);
  await page.keyboard.press('e');
  await expect(page, 'dialog[open] form', 'edit drawer');
  await page.fill('dialog[open] .kind-integer input', '4321');
  await page.keyboard.press('Control+Enter');
  await expect(page, '.toast', 'saved toast');
  await expect(page, '.values:has-text("4,321")', 'new value');
  await page.click('.toast button:has-text("撤销")');
  await page
    .waitForFunction(() => !document.querySelector('.values')?.textContent?.includes('4,321'))
    .catch(() => complain('undo did not restore'));
}

async function refusedForm(page) {
  step('an empty name is refused at its field');
  await page.goto(`${kBase}/enterprises`);
  await settle(page);
  await page.keyboard.press('c');
  await expect(page, 'dialog[open] form', 'new drawer');
  await page.click('dialog[open] button[type=submit]');
  await expect(page, 'dialog[open] input[aria-invalid=true]', 'problem at the field');
  const focused = await page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'));
  if (focused !== 'true') complain('the refused field has no focus');
  await checkAccess(page, 'refused form');
  await shoot(page, 'refused-form');
  await page.keyboard.press('Escape');
}

async function conflict(page) {
  step('a change by somebody else shows both versions');
  const { id } = await page.evaluate(() =>
    fetch('/api/registry/enterprises?limit=1')
      .then((r) => r.json())
      .then((l) => l.items[0]),
  );
  await page.goto(`${kBase}/enterprises?open=${id}`);
  await expect(page, 'dialog[open] .kind-integer input', 'drawer');
  // The other change happens while this tab hears nothing of it.
  await page.context().setOffline(true);
  await page.context().setOffline(false);
  await page.fill('dialog[open] .kind-integer input', '77');
  await page.evaluate(async (i) => {
    const one = await fetch(`/api/registry/enterprises/${i}`).then((r) => r.json());
    await fetch(`/api/registry/enterprises/${i}`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json', 'If-Match': `"v${one.version}"` },
      body: '{"employees":88}',
    });
  }, id);
  await page.click('dialog[open] button[type=submit]');
  await page.waitForTimeout(600);
  // Either the conflict is shown, or the live update already brought the other version in and saving was clean.
  if (await page.$('dialog[open] td.changed')) {
    await checkAccess(page, 'conflict');
    await shoot(page, 'conflict');
    await page.click('dialog[open] footer .primary >> nth=0');
  }
  await expect(page, '.toast', 'saved after the conflict');
}

async function keysAndBulk(page) {
  step('row keys, range selection, bulk assignment');
  await page.goto(`${kBase}/enterprises`);
  await settle(page);
  await page.focus('.grid');
  for (const key of ['j', 'j', 'x', 'j', 'j', 'X']) await page.keyboard.press(key);
  await expect(page, '.bulk:has-text("3")', 'three rows selected');
  if (!page.url().includes('sel=')) complain('the selection is not in the address');
  await shoot(page, 'bulk');
  await page.click('.bulk .primary');
  await expect(page, '#officer', 'officer picker');
  await page.click('#officer');
  await expect(page, '.popover .option', 'officers offered');
  await checkAccess(page, 'officer picker');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.click('dialog[open] footer .primary');
  await expect(page, '.toast', 'assigned');
}

async function importBlock(page) {
  step('paste a block, accept all fixes, import, undo');
  await page.goto(`${kBase}/import`);
  await settle(page);
  const block = '企业名称\t统一社会信用代码\t职工人数\n示例导入甲有限公司\t\t１２\n示例导入乙有限公司\t\t30';
  await page.fill('.paste textarea', block);
  await page.click('.paste .primary');
  await expect(page, '.sheets', 'preview');
  await settle(page);
  await shoot(page, 'import-preview');
  const all = await page.$('.page-head button:has-text("采纳全部")');
  if (all) await all.click();
  await page.waitForTimeout(500);
  await page.click('.page-head .primary');
  await expect(page, '.toast:has-text("新建")', 'imported');
  await shoot(page, 'import-done');
  await page.click('.page-head button:has-text("撤销")');
  await expect(page, '.toast:has-text("已撤销")', 'undone');
}

async function plan(page) {
  step('propose a plan, ask why and why not, adopt it');
  await page.goto(`${kBase}/duties`);
  await settle(page);
  await expect(page, '.page-head .primary', 'the way to a plan');
  await page.keyboard.press('p');
  await expect(page, 'dialog[open]', 'propose dialog');
  await page.click('dialog[open] footer .primary');
  await page.waitForURL('**/duties/plans/*');
  await shoot(page, 'plan-computing');
  await page.waitForSelector('.grid, .empty', { timeout: 60_000 }).catch(() => complain('the plan was not finished'));
  await page.click('.tabs button:has-text("全部") >> nth=-1');
  await expect(page, '.grid-row button', 'rows');
  await page.click('.grid-row button >> nth=0');
  await expect(page, 'dialog[open] .terms', 'reasons');
  await checkAccess(page, 'why');
  const ask = await page.$('dialog[open] .lines button');
  if (ask) {
    await ask.click();
    await expect(page, 'dialog[open] .notice', 'why not');
  }
  await shoot(page, 'why');
  await page.keyboard.press('Escape');
  await page.click('.page-head .primary');
  await page.fill('dialog[open] textarea', '例会通过');
  await page.click('dialog[open] footer .primary');
  await expect(page, 'h1:has-text("已采纳")', 'adopted');
}

async function personas(page) {
  step('every persona sees a page made for it');
  for (const role of ['officer', 'secretary', 'contact', 'leader']) {
    await enterAs(page, role);
    await settle(page);
    await shoot(page, `today-${role}`);
    await checkAccess(page, `today as ${role}`);
  }
}

await journey('work', async (browser) => {
  const page = await openPage(browser);
  await enterAs(page, 'secretary');
  for (const part of [findAndEdit, refusedForm, conflict, keysAndBulk, importBlock, plan, personas])
    await part(page).catch((error) => complain(`${part.name}: ${error.message.split('\n')[0]}`));
});
