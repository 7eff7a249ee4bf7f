// A long day without a network: the page opens from what is kept, fifty acts with five files arrive once each, two people
// who changed the same case both see both versions, and nothing of one account is left for the next.
import { createHash } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import { checkAccess, checkWidth, complain, expect, journey, kBase, openPage, settle, shoot } from './browser.mjs';
import { Gateway } from './gateway.mjs';

const step = (text) => console.log(`  ${text}`);
const kMark = `O${process.pid}`;
const kCases = 20;
const kMessages = 25;
const kFiles = 5;
const kAll = kCases + kMessages + kFiles;
const kHours = 8;

const gate = new Gateway(kBase);
const base = await gate.listen();
const read = (page, path) => page.evaluate((p) => fetch(p).then((r) => r.json()), path);
const found = (page, text) => read(page, `/api/casework/cases?limit=200&q=${encodeURIComponent(text)}`);
const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');
const fileOf = (i) => ({
  name: `${kMark}-${i}.txt`,
  mimeType: 'text/plain',
  buffer: Buffer.from(`${kMark} 第 ${i} 份\n`.repeat(2_000 * (i + 1))),
});

async function enter(page, role) {
  await page.goto(base);
  await page.waitForSelector('.entry, .shell', { state: 'attached' });
  await page.evaluate(
    (r) =>
      fetch('/api/session/persona', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ role: r }),
      }),
    role,
  );
  await page.goto(base);
  await page.waitForSelector('.shell');
}

/** The person has looked at these pages, and the screens are on the device. */
async function prepare(page, paths, isOfficer = false) {
  for (const path of paths) {
    await page.goto(`${base}${path}`);
    await settle(page);
  }
  const isKept = await page.evaluate(
    () =>
      new Promise((resolve) => {
        setTimeout(() => resolve(false), 60_000);
        void navigator.serviceWorker.ready.then((ready) => resolve(ready.active?.scriptURL.endsWith('/sw.js')));
      }),
  );
  if (!isKept) complain('the screens are not kept');
  if (!isOfficer) return;
  await page.waitForFunction(
    () => Object.keys(localStorage).some((name) => name.startsWith('zw_own_firms_')),
    undefined,
    { timeout: 30_000 },
  );
}

async function cutOff(page, isCut) {
  await page.context().setOffline(isCut);
  if (isCut) gate.shut();
  else gate.reopen();
}

async function makeCase(page) {
  const draft = (title) => ({ title: `${kMark} ${title}`, category: 'other' });
  return page.evaluate(async (body) => {
    const { items } = await fetch('/api/registry/enterprises?limit=1').then((r) => r.json());
    const answer = await fetch('/api/casework/cases', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...body, enterprise_id: items[0].id }),
    });
    return (await answer.json()).id;
  }, draft('底单'));
}

async function newCase(page, title) {
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('c');
  await page.waitForSelector('dialog[open] input');
  await page.fill('dialog[open] label.field input', title);
  await page.click('dialog[open] .chips button:has-text("水电气热")');
  await page.click('dialog[open] footer .primary');
  await page.waitForSelector('dialog[open]', { state: 'detached' });
}
async function say(page, text) {
  await page.fill('#case-message', text);
  await page.click('.composer button[type=submit]');
  await page.waitForFunction(() => document.querySelector('#case-message').value === '');
}

/** Acts of all kinds in turn; the page is reloaded in between, and once the tab is closed. */
async function fiftyActs(page, id) {
  const made = { cases: 0, messages: 0, files: 0 };
  const count = () => made.cases + made.messages + made.files;
  const badge = () => expect(page, `.outbox-badge:has-text("${count()} 件待发送")`, `${count()} acts wait`);
  const openCase = async () => {
    await page.goto(`${base}/cases/${id}`);
    await expect(page, `h1:has-text("${kMark} 底单")`, 'the case as it was last seen');
    await expect(page, '.banner:has-text("截至")', 'it is said of when it is');
  };
  for (let round = 0; round < 5; round++) {
    await openCase();
    for (let i = 0; i < kMessages / 5; i++) await say(page, `${kMark} 留言 ${made.messages++}`);
    await page.setInputFiles('.drop-line input[type=file]', fileOf(made.files++));
    await expect(page, `li.pending:has-text("${fileOf(made.files - 1).name}"):has-text("待发送")`, 'the file waits');
    await page.reload();
    await expect(page, `h1:has-text("${kMark} 底单")`, 'the case after a reload');
    for (let i = 0; i < kCases / 5; i++) await newCase(page, `${kMark} 离线 ${made.cases++}`);
    await badge();
    if (round !== 2) continue;
    const context = page.context();
    await page.close();
    page = await context.newPage();
    await page.addInitScript((ahead) => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + ahead;
    }, kHours * 3_600_000);
  }
  return page;
}

/** The worker may speak for the whole address space, is never old, and lives under the same policy as every page. */
async function checkWorkerFile(page) {
  const told = await page.evaluate(() =>
    fetch('/sw.js').then((r) => [
      r.status,
      ...['content-type', 'cache-control', 'content-security-policy'].map((n) => r.headers.get(n)),
    ]),
  );
  const [status, type, freshness, policy] = told;
  if (status !== 200 || !/javascript/.test(type) || freshness !== 'no-cache' || !/default-src 'self'/.test(policy))
    complain(`/sw.js: ${told}`);
}

async function longDay(browser) {
  step(`${kAll} acts with ${kFiles} files, ${kHours} hours, reloads and a closed tab`);
  let page = await openPage(browser, { base, width: 390 });
  await enter(page, 'officer');
  await checkWorkerFile(page);
  const id = await makeCase(page);
  await prepare(page, ['/', '/cases', `/cases/${id}`], true);
  await cutOff(page, true);
  page = await fiftyActs(page, id);
  await page.goto(`${base}/cases`);
  await expect(page, '.banner:has-text("截至")', 'the list is marked with its time');
  await expect(page, '.grid-row, .grid-card', 'the list as it was last seen');
  await checkAccess(page, 'offline list');
  await checkWidth(page, 'offline list');
  await shoot(page, 'offline-list-390');
  await page.click('.outbox-badge');
  await expect(page, 'dialog[open] .outbox li', 'the outbox');
  const waiting = await page.$$eval('dialog[open] .outbox li', (all) => all.map((one) => one.textContent));
  for (let i = 0; i < kFiles; i++)
    if (!waiting.some((text) => text.includes(fileOf(i).name))) complain(`${fileOf(i).name} is not shown as waiting`);
  await shoot(page, 'offline-outbox-390');
  await page.keyboard.press('Escape');
  await cutOff(page, false);
  await page
    .waitForSelector('.outbox-badge', { state: 'detached', timeout: 120_000 })
    .catch(() => complain('something still waits'));
  // What would be sent twice needs a moment to arrive twice.
  await page.waitForTimeout(2_000);
  await checkArrived(page, id);
  return page;
}

async function checkArrived(page, id) {
  const titles = (await found(page, `${kMark} 离线`)).items.map((item) => item.title);
  const card = await read(page, `/api/casework/cases/${id}/card`);
  const said = card.messages.map((message) => message.body);
  const stored = await page.evaluate(
    (files) =>
      Promise.all(
        files.map(async ({ id: file, name }) => {
          const bytes = await fetch(`/api/casework/files/${file}/content`).then((r) => r.arrayBuffer());
          const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
          return `${name} ${[...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
        }),
      ),
    card.files,
  );
  const wanted = [
    ...Array.from({ length: kCases }, (_, i) => `${kMark} 离线 ${i}`),
    ...Array.from({ length: kMessages }, (_, i) => `${kMark} 留言 ${i}`),
    ...Array.from({ length: kFiles }, (_, i) => `${fileOf(i).name} ${digest(fileOf(i).buffer)}`),
  ];
  const there = [...titles, ...said, ...stored];
  const lost = wanted.filter((one) => !there.includes(one));
  const doubled = there.length - new Set(there).size;
  const inOrder = said.every((body, i) => body === `${kMark} 留言 ${i}`);
  console.log(
    `    ${there.length} arrived, ${lost.length} lost, ${doubled} doubled, messages ${inOrder ? '' : 'not '}in order`,
  );
  if (lost.length || doubled || there.length !== kAll || !inOrder)
    complain(`lost ${lost.slice(0, 5)}, doubled ${doubled}, ${there.length} instead of ${kAll}`);
}

async function editOffline(page, id, title) {
  await prepare(page, [`/cases/${id}`]);
  // Screens for the way are fetched while there is a network.
  await page.waitForTimeout(6_000);
  await page.context().setOffline(true);
  await page.reload();
  await expect(page, '.banner:has-text("截至")', 'the case of before');
  await page.keyboard.press('e');
  await expect(page, 'dialog[open] form', 'edit form');
  await page.fill('dialog[open] .kind-text input >> nth=0', title);
  await page.click('dialog[open] footer .primary');
  await expect(page, '.outbox-badge', 'the edit waits');
}

async function twoEdits(browser, phone) {
  step('two people change one case without a network: the second sees both versions');
  const id = (await found(phone, `${kMark} 离线 7`)).items[0].id;
  const other = await openPage(browser, { base });
  await enter(other, 'secretary');
  await editOffline(phone, id, `${kMark} 第一人`);
  await editOffline(other, id, `${kMark} 第二人`);
  await phone.context().setOffline(false);
  await phone
    .waitForSelector('.outbox-badge', { state: 'detached' })
    .catch(() => complain('the first edit was not taken'));
  await other.context().setOffline(false);
  await expect(other, '.outbox-badge.stuck', 'the conflict is said');
  await other.click('.outbox-badge');
  await expect(other, 'dialog[open] td:has-text("第一人")', 'their version');
  await expect(other, 'dialog[open] td.changed:has-text("第二人")', 'my version');
  await shoot(other, 'offline-conflict-1440');
  await other.click('dialog[open] button:has-text("用我的值保存")');
  await other.waitForSelector('.outbox-badge', { state: 'detached' }).catch(() => complain('the conflict did not end'));
  const after = await read(other, `/api/casework/cases/${id}`);
  if (after.title !== `${kMark} 第二人`) complain(`the chosen version is not stored: ${after.title}`);
  await other.context().close();
}

const versions = (page) =>
  page.evaluate(() => caches.keys().then((names) => names.filter((n) => /^zw_shell_/.test(n))));
async function takeOver(page, version) {
  gate.version = version;
  return page.evaluate(async (name) => {
    const kept = await navigator.serviceWorker.getRegistration();
    await kept.update();
    for (let i = 0; i < 100; i++) {
      if ((await caches.has(name)) && kept.active?.state === 'activated' && !kept.installing && !kept.waiting)
        return true;
      await new Promise((later) => setTimeout(later, 200));
    }
    return false;
  }, `zw_shell_${version}`);
}

async function newVersion(page) {
  step('a new version of the screens takes over, and what waits stays');
  await page.goto(`${base}/cases`);
  await settle(page);
  await page.context().setOffline(true);
  await newCase(page, `${kMark} 版本之间`);
  await expect(page, '.outbox-badge', 'the act waits');
  // Only the worker reaches the server: the outbox of this page believes that there is no network.
  await page.addInitScript(() => Object.defineProperty(navigator, 'onLine', { get: () => false }));
  await page.context().setOffline(false);
  await page.evaluate(() => Object.defineProperty(navigator, 'onLine', { get: () => false }));
  for (const version of ['second', 'third']) {
    if (!(await takeOver(page, version))) complain(`the ${version} version did not take over`);
    const kept = await versions(page);
    if (kept.length !== 2 || !kept.includes(`zw_shell_${version}`)) complain(`kept versions: ${kept}`);
  }
  const next = await page.context().newPage();
  await page.close();
  await next.goto(`${base}/cases`);
  await next
    .waitForSelector('.outbox-badge', { state: 'detached' })
    .catch(() => complain('the act that waited is stuck'));
  for (let i = 0; i < 60 && (await found(next, `${kMark} 版本之间`)).items.length === 0; i++)
    await next.waitForTimeout(500);
  const { length } = (await found(next, `${kMark} 版本之间`)).items;
  if (length !== 1) complain(`the act of before the new version arrived ${length} times`);
  return next;
}

/** Signing out leaves the page; what is kept is read on the one that comes. */
const seenOf = (page) =>
  keptAnswers(page).catch(async (error) => {
    if (!/context was destroyed/.test(String(error))) throw error;
    await page.waitForLoadState('load');
    return keptAnswers(page);
  });
const keptAnswers = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const opening = indexedDB.open('zw_seen', 1);
        opening.onsuccess = () => {
          const all = opening.result.transaction('answers').objectStore('answers').getAll();
          all.onsuccess = () => (opening.result.close(), resolve(all.result.map((one) => one.address)));
        };
      }),
  );

async function leaves(page) {
  step('signing out without a network clears what was seen, and ends the session when the network is back');
  await page.goto(`${base}/cases`);
  await settle(page);
  if ((await seenOf(page)).length < 3) complain('nothing was kept');
  await page.context().setOffline(true);
  await page.keyboard.press('Control+k');
  await page.fill('dialog[open] input', '退出');
  await page.keyboard.press('Enter');
  await expect(page, '#root:has-text("离线")', 'nothing can be shown');
  if ((await seenOf(page)).length) complain(`after signing out there are still: ${await seenOf(page)}`);
  if (await page.$('.shell')) complain('the shell is open after signing out');
  await page.context().setOffline(false);
  await page.reload();
  await expect(page, '.entry', 'the session has ended');
  await enter(page, 'contact');
  const kept = await seenOf(page);
  const foreign = await page.evaluate(() => fetch('/api/session').then((r) => r.json()));
  if (!foreign.roles.includes('contact')) complain('the other account is not here');
  const caches_ = await page.evaluate(async () => {
    const names = await caches.keys();
    const all = await Promise.all(
      names.map(async (name) => (await (await caches.open(name)).keys()).map((r) => r.url)),
    );
    return all.flat().filter((url) => new URL(url).pathname.startsWith('/api'));
  });
  if (caches_.length) complain(`answers of the server among the screens: ${caches_}`);
  if (kept.some((address) => /cases\/\d+\/card/.test(address))) complain(`cards of the officer are left: ${kept}`);
  await page.context().close();
}

async function plainHttp(browser) {
  const host = Object.values(networkInterfaces())
    .flat()
    .find((one) => one.family === 'IPv4' && !one.internal)?.address;
  if (!host) return step('no second address on this machine: plain http is not tried');
  step('over plain http all works as it does without');
  const lan = await gate.listen(host);
  const page = await openPage(browser, { base: lan });
  await page.goto(lan);
  await expect(page, '.entry', 'signing in');
  const state = await page.evaluate(async () => ({
    isSecure: window.isSecureContext,
    hasWorker: 'serviceWorker' in navigator,
    kept: (await indexedDB.databases()).map((one) => one.name),
  }));
  if (state.isSecure || state.hasWorker || state.kept.includes('zw_seen'))
    complain(`plain http: ${JSON.stringify(state)}`);
  await page.context().close();
}

await journey('offline', async (browser) => {
  try {
    let phone = await longDay(browser);
    const part = async (work) =>
      work.catch((error) =>
        complain(
          error.stack
            .split('\n')
            .filter((line) => !/Call log|playwright/.test(line))
            .slice(0, 4)
            .join(' '),
        ),
      );
    await part(twoEdits(browser, phone));
    phone = (await part(newVersion(phone))) ?? phone;
    await part(leaves(phone));
    await part(plainHttp(browser));
  } finally {
    gate.close();
  }
});
