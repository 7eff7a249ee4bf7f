// The service desk by hand: a case from a phone in six taps, fifty acts without a network, two versions of one case, a
// handler's way to the firm's confirmation, and a leader's figure that is as large as its list.
import { checkAccess, complain, enterAs, expect, journey, kBase, openPage, settle, shoot } from './browser.mjs';

const step = (text) => console.log(`  ${text}`);
const kMostTaps = 6;
const kMostSeconds = 25;
const kOffline = 50;
const kOwnMark = `J${process.pid}`;

const read = (page, path) => page.evaluate((p) => fetch(p).then((r) => r.json()), path);
const found = (page, text) => read(page, `/api/casework/cases?limit=200&q=${encodeURIComponent(text)}`);

/** A dialog of a new case that is open already: what it is about, what kind, send. */
async function fillCase(page, title, press = (selector) => page.click(selector)) {
  await page.waitForSelector('dialog[open] input');
  await page.fill('dialog[open] label.field input', title);
  await press('dialog[open] .chips button:has-text("水电气热")');
  await press('dialog[open] footer .primary');
  await page.waitForSelector('dialog[open]', { state: 'detached' });
}

async function sixTaps(page) {
  step('an officer registers a case from the phone');
  await page.goto(kBase);
  await settle(page);
  await expect(page, 'button:has-text("新诉求")', 'the way to a new case');
  let taps = 0;
  const tap = async (selector) => (taps++, page.click(selector));
  const begin = Date.now();
  await tap('main button:has-text("新诉求")');
  await expect(page, 'dialog[open] .chips button[aria-pressed=true]', 'a firm is chosen already');
  await checkAccess(page, 'new case');
  await shoot(page, 'new-case');
  await fillCase(page, `${kOwnMark} 车间停水`, tap);
  await page.waitForURL(/\/cases\/\d+/);
  await expect(page, `h1:has-text("${kOwnMark} 车间停水")`, 'the case that was made');
  const seconds = (Date.now() - begin) / 1000;
  console.log(`    ${taps} taps, ${seconds.toFixed(1)} s`);
  if (taps > kMostTaps) complain(`${taps} taps for a new case`);
  if (seconds > kMostSeconds) complain(`${seconds} s for a new case`);
  await page.click('.phone-bar .brand');
  await settle(page);
  await page.click('main button:has-text("新诉求")');
  await page.fill('dialog[open] label.field input', `${kOwnMark} 车间停水了`);
  await expect(page, 'dialog[open] .notice:has-text("类似")', 'similar open cases of the firm');
  await page.keyboard.press('Escape');
}

async function offline(page) {
  step(`${kOffline} acts without a network arrive once each, also when the tab is closed meanwhile`);
  const [one] = (await found(page, `${kOwnMark} 车间停水`)).items;
  const before = (await read(page, `/api/casework/cases/${one.id}/card`)).messages.length;
  await page.goto(`${kBase}/cases/${one.id}`);
  await settle(page);
  // Screens for the way are fetched while there is a network.
  await page.waitForTimeout(8_000);
  await page.context().setOffline(true);
  const messages = 10;
  for (let i = 0; i < messages; i++) {
    await page.fill('#case-message', `${kOwnMark} 留言 ${i}`);
    await page.click('.composer button[type=submit]');
    await page.waitForFunction(() => document.querySelector('#case-message').value === '');
  }
  for (let i = messages; i < kOffline; i++) {
    await page.evaluate(() => document.activeElement?.blur());
    await page.keyboard.press('c');
    await fillCase(page, `${kOwnMark} 离线 ${i}`);
  }
  await expect(page, `.outbox-badge:has-text("${kOffline} 件待发送")`, 'the badge counts what waits');
  await page.click('.outbox-badge');
  await expect(page, 'dialog[open] .outbox li', 'the outbox');
  await checkAccess(page, 'outbox');
  await shoot(page, 'outbox-waiting');
  const context = page.context();
  await page.close();
  await context.setOffline(false);
  const next = await context.newPage();
  await next.goto(kBase);
  await next.waitForSelector('.shell');
  let made = [];
  for (let i = 0; i < 120 && made.length < kOffline - messages; i++) {
    await next.waitForTimeout(500);
    made = (await found(next, `${kOwnMark} 离线`)).items.map((item) => item.title);
  }
  // What would be sent twice needs a moment to arrive twice.
  await next.waitForTimeout(2_000);
  if (await next.$('.outbox-badge')) complain('something still waits');
  made = (await found(next, `${kOwnMark} 离线`)).items.map((item) => item.title);
  const lost = Array.from({ length: kOffline - messages }, (_, i) => `${kOwnMark} 离线 ${i + messages}`).filter(
    (title) => !made.includes(title),
  );
  const doubled = made.length - new Set(made).size;
  const card = await read(next, `/api/casework/cases/${one.id}/card`);
  const said = card.messages.slice(before).map((message) => message.body);
  const inOrder = said.every((body, i) => body === `${kOwnMark} 留言 ${i}`) && said.length === messages;
  console.log(`    ${lost.length} lost, ${doubled} doubled, ${said.length} messages${inOrder ? ' in order' : ''}`);
  if (lost.length || doubled || !inOrder) complain(`offline: lost ${lost}, doubled ${doubled}, said ${said}`);
  return next;
}

async function conflict(page) {
  step('two edits of one case: both versions are shown, a person decides');
  const [one] = (await found(page, `${kOwnMark} 离线 20`)).items;
  await page.goto(`${kBase}/cases/${one.id}`);
  await settle(page);
  await page.waitForTimeout(8_000);
  await page.context().setOffline(true);
  await page.keyboard.press('e');
  await expect(page, 'dialog[open] form', 'edit form');
  await page.fill('dialog[open] .kind-text input >> nth=0', `${kOwnMark} 我的写法`);
  await page.click('dialog[open] footer .primary');
  await expect(page, '.outbox-badge', 'the edit waits');
  const other = await openPage(page.context().browser());
  await enterAs(other, 'secretary');
  const status = await other.evaluate(
    async ([id, title]) => {
      const now = await fetch(`/api/casework/cases/${id}`).then((r) => r.json());
      const headers = { 'Content-Type': 'application/json', 'If-Match': `"v${now.version}"` };
      return fetch(`/api/casework/cases/${id}`, { method: 'PATCH', headers, body: JSON.stringify({ title }) }).then(
        (r) => r.status,
      );
    },
    [one.id, `${kOwnMark} 别人的写法`],
  );
  if (status !== 200) complain(`the other edit: status ${status}`);
  await other.context().close();
  await page.context().setOffline(false);
  await expect(page, '.outbox-badge.stuck', 'the conflict is said');
  await page.click('.outbox-badge');
  await expect(page, 'dialog[open] td:has-text("别人的写法")', 'their version');
  await expect(page, 'dialog[open] td.changed:has-text("我的写法")', 'my version');
  await checkAccess(page, 'case conflict');
  await shoot(page, 'case-conflict');
  await page.click('dialog[open] button:has-text("用我的值保存")');
  await page.waitForSelector('.outbox-badge', { state: 'detached' }).catch(() => complain('the conflict did not end'));
  const after = await read(page, `/api/casework/cases/${one.id}`);
  if (after.title !== `${kOwnMark} 我的写法`) complain(`the chosen version is not stored: ${after.title}`);
  await page.keyboard.press('Escape');
}

async function handler(page) {
  step('take in hand, take back, take again, write to the firm, request closure');
  const [one] = (await found(page, `${kOwnMark} 离线 21`)).items;
  await page.goto(`${kBase}/cases/${one.id}`);
  await settle(page);
  await page.keyboard.press('t');
  await expect(page, '.toast button:has-text("撤销")', 'undo is offered');
  await expect(page, '.case-head .tag:has-text("办理")', 'in hand');
  await page.click('.toast button:has-text("撤销")');
  await expect(page, '.case-head .tag:has-text("登记")', 'taken back');
  await page.keyboard.press('t');
  await expect(page, '.case-head .tag:has-text("办理")', 'in hand again');
  await page.fill('#case-message', '水务公司今天下午到现场');
  if (!(await page.$('.composer:not(.internal) button:has-text("发送给企业")')))
    complain('it is not said that the firm reads it');
  await page.click('.composer button[type=submit]');
  await expect(page, '.message.ours:has-text("水务公司")', 'the message');
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('f');
  await expect(page, 'dialog[open] textarea', 'closure asks for the result');
  await checkAccess(page, 'request closure');
  await page.fill('dialog[open] textarea', '已恢复供水');
  await page.click('dialog[open] .chips button:has-text("材料不齐")');
  await page.click('dialog[open] footer .primary');
  await expect(page, '.case-head .tag:has-text("待企业确认")', 'the firm is asked');
  await shoot(page, 'case-resolved');
}

async function bulk(page) {
  step('one act on many cases says beforehand for how many it is possible');
  await page.goto(`${kBase}/cases?q=${encodeURIComponent(`${kOwnMark} 离线 3`)}`);
  await settle(page);
  await expect(page, '.grid-row', 'cases');
  await page.click('.grid-head input');
  await page.click('.bulk .primary');
  await page.click('dialog[open] .chips button:has-text("直接办理")');
  await expect(page, 'dialog[open] .notice strong', 'the preview');
  await checkAccess(page, 'bulk');
  await shoot(page, 'bulk-cases');
  const button = await page.textContent('dialog[open] footer .primary');
  await page.click('dialog[open] footer .primary');
  await expect(page, '.toast:has-text("已办")', 'done');
  const promised = /\d+/.exec(button)?.[0];
  const done = /\d+/.exec(await page.textContent('.toast:has-text("已办")'))?.[0];
  if (promised !== done) complain(`previewed ${promised}, done ${done}`);
}

async function leader(page) {
  step('every figure of the board is the size of its list');
  await enterAs(page, 'leader');
  await page.goto(`${kBase}/supervision`);
  await settle(page);
  const tiles = await page.$$eval('.tiles a.tile', (list) =>
    list.map((tile) => ({
      href: tile.getAttribute('href'),
      size: Number(tile.querySelector('strong').textContent.replace(/,/g, '')),
    })),
  );
  if (tiles.length < 8) complain(`only ${tiles.length} figures`);
  for (const { href, size } of tiles) {
    const list = await read(page, `/api/casework/cases${href.slice('/cases'.length)}&limit=1`);
    if (list.total !== size) complain(`${href}: the figure says ${size}, the list has ${list.total}`);
  }
  const red = tiles.find(({ href }) => href.includes('light=red'));
  await page.click(`a.tile[href="${red.href}"]`);
  await expect(page, `h1 small:has-text("共 ${String(red.size).replace(/\B(?=(\d{3})+$)/g, ',')} 条")`, 'the red list');
  console.log(`    ${tiles.length} figures agree, ${red.size} red cases`);
}

async function script(page) {
  step('a title that is a script is only a title');
  const id = await page.evaluate(async (title) => {
    const firms = await fetch('/api/registry/enterprises?limit=1').then((r) => r.json());
    const body = JSON.stringify({ title, category: 'other', enterprise_id: firms.items[0].id });
    const answer = await fetch('/api/casework/cases', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
    });
    return (await answer.json()).id;
  }, `<img src=x onerror="document.title='broken'"><script>document.title='broken'</script> ${kOwnMark}`);
  await page.goto(`${kBase}/cases/${id}`);
  await settle(page);
  await expect(page, 'h1:has-text("<script>")', 'the title as text');
  if ((await page.title()) === 'broken') complain('a title ran as a script');
}

await journey('casework', async (browser) => {
  let phone = await openPage(browser, { width: 390 });
  await enterAs(phone, 'officer');
  await sixTaps(phone).catch((error) => complain(`sixTaps: ${error.message.split('\n')[0]}`));
  phone = await offline(phone);
  const desk = await openPage(browser);
  await enterAs(desk, 'officer');
  for (const part of [conflict, handler, bulk, leader])
    await part(desk).catch((error) => complain(`${part.name}: ${error.message.split('\n')[0]}`));
  await enterAs(desk, 'secretary');
  await script(desk).catch((error) => complain(`script: ${error.message.split('\n')[0]}`));
});
