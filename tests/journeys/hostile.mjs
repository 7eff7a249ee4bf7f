// What somebody hostile, or careless, puts into the desk: files that lie about themselves, formulas and scripts in every
// text, a title of 20,000 characters, two people at one record. Everything is shown as what it is, or refused in words.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { complain, enterAs, expect, journey, kBase, openPage, settle, shoot } from './browser.mjs';

const step = (text) => console.log(`  ${text}`);
const kMark = `H${process.pid}`;
const kScript = `<img src=x onerror="window.zwOwned=1"><script>window.zwOwned=1</script><svg onload="window.zwOwned=1"> ${kMark}`;
const kFormulas = [
  "=cmd|'/C calc'!A0",
  '+1+1',
  '-2+3',
  '@SUM(A1:A9)',
  '\t=1+1',
  '\r=1+1',
  '=HYPERLINK("http://x","y")',
];
const kCells = new URL('../support/cells.py', import.meta.url).pathname;

/** Asks the server as the person of the page; a body makes it a writing request. */
const ask = (page, method, path, body, headers = {}) =>
  page.evaluate(
    async ([m, p, b, more]) => {
      const answer = await fetch(p, {
        method: m,
        headers: { ...(b === undefined ? {} : { 'Content-Type': 'application/json' }), ...more },
        ...(b === undefined ? {} : { body: JSON.stringify(b) }),
      });
      return { ...(await answer.json().catch(() => ({}))), status: answer.status };
    },
    [method, path, body, headers],
  );
async function make(page, path, body) {
  const made = await ask(page, 'POST', path, body);
  if (made.status !== 201) complain(`${path}: ${JSON.stringify(made).slice(0, 300)}`);
  return made;
}
async function change(page, path, body) {
  const { version } = await ask(page, 'GET', path);
  const done = await ask(page, 'PATCH', path, body, { 'If-Match': `"v${version}"` });
  if (done.status !== 200) complain(`${path}: ${JSON.stringify(done).slice(0, 300)}`);
}

/** One entry of 200 MB that weighs 200 kB, in an archive that calls itself a document. */
function bomb() {
  const bytes = Buffer.alloc(200 << 20);
  const name = Buffer.from('[Content_Types].xml');
  const packed = deflateRawSync(bytes);
  const common = Buffer.alloc(26);
  [20, 0, 8, 0, 0].forEach((value, i) => common.writeUInt16LE(value, 2 * i));
  common.writeUInt32LE(crc32(bytes), 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(bytes.length, 18);
  common.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, name, packed]);
  const entry = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, Buffer.alloc(14), name]);
  const says = Buffer.from('word/document.xml');
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(local.length, 16);
  end.writeUInt16LE(says.length, 20);
  return Buffer.concat([local, entry, end, says]);
}

/** Nothing that was typed became a part of the page. */
async function onlyText(page, where) {
  const found = await page.evaluate(() => ({
    ran: window.zwOwned === 1,
    parts: document.querySelectorAll('img[src="x"], svg[onload], body script:not([src])').length,
  }));
  if (found.ran || found.parts) complain(`${where}: a text became a part of the page: ${JSON.stringify(found)}`);
}

async function newCase(page, title) {
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('c');
  await page.waitForSelector('dialog[open] input');
  await page.fill('dialog[open] label.field input', title);
  await page.click('dialog[open] .chips button:has-text("水电气热")');
}
async function file(page) {
  await page.click('dialog[open] footer .primary');
  await page.waitForURL(/\/cases\/\d+/).catch(async (error) => {
    throw new Error(`not filed: ${await page.textContent('dialog[open] [role=alert]').catch(() => error.message)}`);
  });
  await settle(page);
  return Number(/\/cases\/(\d+)/.exec(page.url())[1]);
}

async function lyingFiles(page, id) {
  step('files that lie about themselves are refused in words');
  const html = Buffer.from('<html><script>window.zwOwned=1</script></html>');
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>window.zwOwned=1</script></svg>');
  const lies = [
    ['照片.png', 'image/png', html],
    ['合同.pdf', 'application/pdf', Buffer.from('MZ\x90\x00 this program cannot be run')],
    ['图.svg', 'image/svg+xml', svg],
    ['页面.html', 'text/html', html],
    ['图.jpg', 'image/jpeg', svg],
    ['表.xlsx', 'application/zip', Buffer.from('PK\x03\x04 nothing of an office')],
  ];
  await page.goto(`${kBase}/cases/${id}`);
  await settle(page);
  for (const [name, mimeType, buffer] of lies) {
    await page.setInputFiles('.drop-line input[type=file]', { name, mimeType, buffer });
    const refusal = await page
      .waitForSelector('.toast:has-text("文件"), .toast:has-text("类型"), .toast:has-text("内容")', { timeout: 20_000 })
      .catch(() => complain(`${name}: no word of a refusal`));
    if (refusal) console.log(`    ${name}: ${(await refusal.textContent()).trim().slice(0, 60)}`);
    await page.reload();
    await settle(page);
  }
  const { files } = await ask(page, 'GET', `/api/casework/cases/${id}/card`);
  if (files.length) complain(`kept: ${files.map((one) => one.name)}`);
  step('an archive that inflates is kept as it is and never opened');
  const began = Date.now();
  await page.setInputFiles('.drop-line input[type=file]', {
    name: '炸弹.docx',
    mimeType: 'application/octet-stream',
    buffer: bomb(),
  });
  await expect(page, '.lines:has-text("炸弹.docx") a', 'the archive among the files');
  if (Date.now() - began > 30_000) complain(`the archive took ${Date.now() - began} ms`);
  const kept = (await ask(page, 'GET', `/api/casework/cases/${id}/card`)).files[0];
  const heads = await page.evaluate(
    (path) =>
      fetch(path).then((r) => [
        r.headers.get('content-disposition'),
        r.headers.get('x-content-type-options'),
        r.headers.get('content-security-policy'),
      ]),
    `/api/casework/files/${kept.id}/content`,
  );
  if (!/^attachment/.test(heads[0]) || heads[1] !== 'nosniff' || !heads[2]) complain(`served as ${heads}`);
}

/** Law is the administrators': a draft of a checklist whose name and first step are scripts. */
async function hostileTemplate(browser) {
  const page = await openPage(browser);
  await enterAs(page, 'administrator');
  const [first] = (await ask(page, 'GET', '/api/casework/templates?limit=1')).items;
  const copy = await ask(page, 'POST', `/api/casework/templates/${first.id}/copy`, {});
  if (!copy.id) complain(`no copy of a template: ${JSON.stringify(copy).slice(0, 200)}`);
  await change(page, `/api/casework/templates/${copy.id}`, { name: kScript });
  const [step] = (await ask(page, 'GET', `/api/casework/template_steps?template_id=${copy.id}&limit=1`)).items;
  await change(page, `/api/casework/template_steps/${step.id}`, { name: kScript, materials: kScript });
  await page.goto(`${kBase}/admin/templates?template=${copy.id}`);
  await settle(page);
  await onlyText(page, 'template editor');
  await page.goto(`${kBase}/paper?template=${copy.id}`);
  await settle(page);
  await onlyText(page, 'printed checklist');
  await page.context().close();
  return copy.id;
}

async function everyText(browser, page, id) {
  step('scripts in every text of a case, a firm, a template, an article');
  await change(page, `/api/casework/cases/${id}`, { description: kScript, contact_name: kScript.slice(0, 60) });
  for (const is_internal of [false, true])
    await make(page, `/api/casework/cases/${id}/messages`, { body: kScript, is_internal });
  await make(page, '/api/casework/feedbacks', { body: kScript, page: kScript.slice(0, 200) });
  const firm = await make(page, '/api/registry/enterprises', { name: kScript, address: kScript, note: kScript });
  const started = await make(page, '/api/casework/cases', {
    title: kScript.slice(0, 200),
    description: kScript,
    category: 'other',
    enterprise_id: firm.id,
  });
  const copy = await hostileTemplate(browser);
  const link = await make(page, '/api/casework/invitations', { enterprise_id: firm.id, purpose: 'file_cases' });
  await shownEverywhere(page, [id, started.id], firm.id, copy, link.path);
}

async function shownEverywhere(page, cases, firm, template, link) {
  const pages = [
    ...cases.flatMap((id) => [
      `/cases/${id}`,
      `/cases/${id}?print`,
      `/cases/${id}/paper`,
      `/cases/${id}/paper?sheet=closing`,
    ]),
    `/cases?q=${kMark}`,
    '/cases',
    '/supervision',
    `/enterprises?q=${kMark}`,
    `/enterprises/${firm}`,
    '/',
    ...['feedbacks', 'articles', 'invitations'].map((part) => `/admin/${part}`),
    `/paper?template=${template}`,
    link,
  ];
  for (const path of pages) {
    await page.goto(`${kBase}${path.replace('?print', '')}`);
    await settle(page);
    if (path.endsWith('?print')) await page.emulateMedia({ media: 'print' });
    await page.waitForTimeout(200);
    await onlyText(page, path.split('#')[0]);
    await page.emulateMedia({ media: null });
    if (/^\/(cases|enterprises)\/\d+$/.test(path) && !(await page.textContent('#root')).includes('<script>'))
      complain(`${path}: the text is not shown as it was typed`);
  }
  const said = await page.textContent('#root');
  if (!said.includes('<img src=x')) complain('the link page does not show the firm’s name as it is');
  await shoot(page, 'hostile-link');
}

async function formulas(page) {
  step('formulas typed into titles are text in the ledger');
  for (const [i, formula] of kFormulas.entries()) {
    await page.goto(`${kBase}/cases`);
    await settle(page);
    // A line of text with a tab in it is refused; a text of several lines may hold one.
    const isLine = !/[\t\r]/.test(formula);
    await newCase(page, `${isLine ? formula : ''} ${kMark} 公式 ${i}`);
    await page.click('dialog[open] summary');
    await page.fill('dialog[open] textarea', formula);
    if (isLine) for (const input of await page.$$('dialog[open] details input')) await input.fill(formula);
    const id = await file(page);
    await ask(page, 'POST', `/api/casework/cases/${id}/take`, {});
    const done = await ask(page, 'POST', `/api/casework/cases/${id}/request_closure`, { result: formula });
    if (done.status !== 200) complain(`the result ${JSON.stringify(formula)}: ${JSON.stringify(done).slice(0, 200)}`);
  }
  await page.goto(`${kBase}/cases`);
  const bytes = await page.evaluate(
    (q) =>
      fetch(`/api/casework/ledger?q=${q}`)
        .then((r) => r.arrayBuffer())
        .then((buffer) => [...new Uint8Array(buffer)]),
    encodeURIComponent(`${kMark} 公式`),
  );
  const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  try {
    const book = join(folder, 'ledger.xlsx');
    writeFileSync(book, Buffer.from(bytes));
    const cells = JSON.parse(execFileSync('python3', [kCells, book], { maxBuffer: 1 << 28 }).toString());
    const titles = cells.filter((cell) => cell.text.includes(`${kMark} 公式`));
    const alive = cells.filter((cell) => cell.is_formula);
    const plain = (text) => text.replace(/[\r\n]/g, '').trim();
    for (const formula of kFormulas)
      if (!cells.some((cell) => cell.is_text && plain(cell.text) === plain(formula)))
        complain(`the result ${JSON.stringify(formula)} is not in the ledger as text`);
    console.log(`    ${cells.length} cells, ${titles.length} titles, ${alive.length} formulas`);
    if (titles.length !== kFormulas.length || titles.some((cell) => !cell.is_text)) complain('titles are not all text');
    if (alive.length) complain(`formulas in the ledger: ${JSON.stringify(alive).slice(0, 300)}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function tooLong(page) {
  step('20,000 characters are refused with the limit, and stay where they were typed');
  await page.goto(`${kBase}/cases`);
  await settle(page);
  await newCase(page, '');
  const typed = '长'.repeat(20_000);
  await page.focus('dialog[open] label.field input');
  await page.keyboard.insertText(typed);
  await page.click('dialog[open] footer .primary');
  await expect(page, 'dialog[open] [role=alert]:has-text("200")', 'the refusal names the limit');
  const left = await page.inputValue('dialog[open] label.field input');
  if (left !== typed) complain(`${left.length} of ${typed.length} characters are left`);
  await shoot(page, 'hostile-too-long');
  await page.fill('dialog[open] label.field input', `${kMark} 改短了`);
  await file(page);
  await expect(page, `h1:has-text("${kMark} 改短了")`, 'the corrected case');
}

async function bothVersions(browser, page, id) {
  step('two people at one case: the second is shown both versions');
  await page.goto(`${kBase}/cases/${id}`);
  await settle(page);
  await page.keyboard.press('e');
  await expect(page, 'dialog[open] form', 'the form');
  await page.fill('dialog[open] .kind-text input >> nth=0', `${kMark} 我的`);
  const other = await openPage(browser);
  await enterAs(other, 'leader');
  await enterAs(other, 'secretary');
  await change(other, `/api/casework/cases/${id}`, { title: `${kMark} 对方的` });
  await other.context().close();
  await page.click('dialog[open] footer .primary');
  await page.waitForTimeout(1_500);
  if (!(await page.$('dialog[open] td'))) await page.click('.outbox-badge');
  await expect(page, 'dialog[open] td:has-text("对方的")', 'their version');
  await expect(page, 'dialog[open] td.changed:has-text("我的")', 'my version');
  await shoot(page, 'hostile-both-versions');
}

await journey('hostile', async (browser) => {
  const page = await openPage(browser);
  await enterAs(page, 'secretary');
  await page.goto(`${kBase}/cases`);
  await settle(page);
  const id = (
    await make(page, '/api/casework/cases', {
      title: kScript.slice(0, 200),
      category: 'other',
      enterprise_id: (await ask(page, 'GET', '/api/registry/enterprises?limit=1')).items[0].id,
    })
  ).id;
  const officer = await openPage(browser);
  await enterAs(officer, 'officer');
  const parts = [
    () => lyingFiles(page, id),
    () => everyText(browser, page, id),
    () => formulas(officer),
    () => tooLong(officer),
    () => bothVersions(browser, page, id),
  ];
  for (const part of parts) await part().catch((error) => complain(error.message.split('\n').slice(0, 3).join(' ')));
});
