// A firm without an account: asks by its link within 45 seconds, sees who holds it, sends what is missing, confirms,
// rates or stays silent; the link of another firm, a revoked and an unknown one see nothing. The paper form is one A4.
import {
  checkAccess,
  checkLines,
  checkWidth,
  checkWords,
  complain,
  enterAs,
  expect,
  journey,
  kBase,
  openPage,
  shoot,
} from './browser.mjs';

const step = (text) => console.log(`  ${text}`);
/** Seconds a firm may need from opening its link to the number of its request. */
const kPatience = 45;
/** Milliseconds between two keys of somebody who types on a phone. */
const kTyping = 60;
const kText = '货车进园区要换证，每次等两小时\n<img src=x onerror="throw 1"> 希望当天办好。';
const kPaper = { name: '行驶证.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') };

/** A staff member's own call, with the cookie of the page. */
const call = (page, method, path, body) =>
  page.evaluate(
    async ([how, where, what]) => {
      const answer = await fetch(where, {
        method: how,
        headers: what ? { 'Content-Type': 'application/json' } : {},
        body: what ? JSON.stringify(what) : undefined,
      });
      return { status: answer.status, data: await answer.json().catch(() => null) };
    },
    [method, path, body],
  );

async function must(page, method, path, body) {
  const { status, data } = await call(page, method, path, body);
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(data)}`);
  return data;
}

const byLink = (page, token, path) =>
  page.evaluate(
    ([whose, where]) => fetch(where, { headers: { 'X-Invitation': whose } }).then((answer) => answer.status),
    [token, path],
  );

async function inviteTwoFirms(desk) {
  step('two firms get links of their own');
  const { items } = await must(desk, 'GET', '/api/registry/enterprises?limit=2&sort=-employees');
  return Promise.all(
    items.map((firm) =>
      must(desk, 'POST', '/api/casework/invitations', { enterprise_id: firm.id, purpose: 'file_cases' }),
    ),
  );
}

async function look(page, name) {
  await page.waitForTimeout(200);
  await checkAccess(page, name);
  await checkWidth(page, name);
  await checkLines(page, name);
  await checkWords(page, name);
  await shoot(page, name);
}

async function fileRequest(page, link) {
  step('the firm asks in its own words');
  const began = Date.now();
  await page.goto(kBase + link.path);
  await expect(page, '.request-form textarea', 'the form');
  if (await page.$('.rail')) complain('the shell was drawn for a firm');
  await page.click('.request-form textarea');
  await page.keyboard.type(kText, { delay: kTyping });
  await page.click('.choice-chip:has-text("物流")');
  await page.setInputFiles('.request-form input[type=file]', kPaper);
  await page.click('.request-form button[type=submit]');
  await expect(page, '.request .notice.green:has-text("已收到")', 'the receipt');
  const seconds = (Date.now() - began) / 1000;
  console.log(`    ${seconds.toFixed(1)} s`);
  if (seconds > kPatience) complain(`filing took ${seconds} s`);
  await expect(page, '.stands dd:nth-of-type(1)', 'who holds it');
  if (!(await page.textContent('.stands')).includes('接下来')) complain('what comes next is not said');
  if (!(await page.textContent('.lines')).includes(kPaper.name)) complain('the paper is not shown');
  if (await page.$('.request img')) complain('the text of a firm became an element');
  await look(page, 'desk-filed');
  return Number(page.url().split('/').at(-1));
}

/** The office takes the request in hand and asks for something that is missing. */
async function askForPaper(desk, id) {
  step('the office takes it and asks for a paper');
  const { person } = await must(desk, 'GET', '/api/session');
  const path = `/api/casework/cases/${id}`;
  await must(desk, 'POST', `${path}/accept`, {});
  await must(desk, 'POST', `${path}/dispatch`, { person_id: person.id });
  await must(desk, 'POST', `${path}/sign_for`, {});
  await must(desk, 'POST', `${path}/messages`, { body: '已收到，正在核实。' });
  await must(desk, 'POST', `${path}/messages`, { body: '内部：先问交警。', is_internal: true });
  await must(desk, 'POST', `${path}/pause`, { kind: 'awaiting_firm', reason: '请补充司机名单。' });
  return person.name;
}

async function sendPaper(page, desk, id, holder) {
  step('the firm sees who holds it and sends what is missing');
  await page.reload();
  await expect(page, '.notice.amber:has-text("请补充司机名单")', 'what is missing');
  if (!(await page.textContent('.stands')).includes(holder)) complain('the holder is not named');
  const all = await page.textContent('main');
  if (!all.includes('正在核实')) complain('the word of the office is missing');
  if (all.includes('先问交警')) complain('an internal word is shown to the firm');
  await look(page, 'desk-asked');
  await page.fill('.request form.field textarea', '司机名单：张三、李四。');
  await page.click('.request form.field button');
  await expect(page, '.talk .mine', 'the own message');
  await page.waitForFunction(() => !document.querySelector('.notice.amber')).catch(() => complain('still asked for'));
  const { state } = await must(desk, 'GET', `/api/casework/cases/${id}`);
  if (state !== 'handling') complain(`after the paper the case is ${state}`);
}

async function confirmAndRate(page, desk, id) {
  step('one tap confirms; silence is not a rating; a grade is one');
  await must(desk, 'POST', `/api/casework/cases/${id}/request_closure`, { result: '已办理通行证。' });
  await page.reload();
  await expect(page, '.answers .primary', 'the question');
  await look(page, 'desk-question');
  await page.click('.answers .primary');
  await expect(page, '.rating', 'the rating');
  if (!(await page.textContent('.rating')).includes('未评价')) complain('silence is not shown as not rated');
  if (await page.$('.rating input:checked')) complain('a grade is chosen beforehand');
  const silent = await must(desk, 'GET', `/api/casework/cases/${id}`);
  if (silent.state !== 'closed' || silent.rating !== null)
    complain(`silence was kept as ${silent.state}, ${silent.rating}`);
  await look(page, 'desk-rating');
  await page.click('.grades .choice-chip:nth-child(4)');
  await page.click('.rating button[type=submit]');
  await expect(page, '.rating strong:has-text("不满意")', 'the grade given');
  const rated = await must(desk, 'GET', `/api/casework/cases/${id}`);
  if (rated.rating !== 'dissatisfied') complain(`the rating was kept as ${rated.rating}`);
}

const kVoice = `V${process.pid}`;

async function complainUnnamed(page, desk) {
  step('the firm complains about the page without its name');
  await page.click('.firm-desk footer button:has-text("投诉与建议")');
  await expect(page, 'dialog[open] textarea', 'the complaint box');
  await checkAccess(page, 'complaint of a firm');
  await page.fill('dialog[open] textarea', `${kVoice} 表太多`);
  await page.click('dialog[open] footer .primary');
  await expect(page, '.toast:has-text("已收到")', 'thanks');
  const { items } = await must(desk, 'GET', '/api/casework/feedbacks?limit=200');
  const heard = items.filter((one) => one.body === `${kVoice} 表太多`);
  if (heard.length !== 1 || heard[0].person_id !== null) complain(`heard: ${JSON.stringify(heard)}`);
}

async function strangers(page, desk, [mine, other], id) {
  step('another firm, an unknown and a revoked link see nothing');
  const card = `/api/casework/link/cases/${id}/card`;
  for (const [token, path, wanted] of [
    [other.token, card, 404],
    [`${mine.token}x`, card, 401],
    ['', '/api/casework/link', 401],
  ]) {
    const status = await byLink(page, token, path);
    if (status !== wanted) complain(`${path} with a foreign link: ${status} instead of ${wanted}`);
  }
  await page.goto(`${kBase}/desk#${other.token}/${id}`);
  await expect(page, '.notice:has-text("没有找到这件诉求")', 'another firm sees that there is none');
  await page.goto(`${kBase}/desk#nothing`);
  await expect(page, '.plain-word', 'an unknown link');
  await look(page, 'desk-unknown');
  await must(desk, 'POST', `/api/casework/invitations/${mine.id}/revoke`, {});
  await page.goto(`${kBase}/desk#${mine.token}`);
  await expect(page, '.plain-word:has-text("失效")', 'a revoked link has ended');
  if ((await byLink(page, mine.token, card)) !== 401) complain('a revoked link still answers');
  await look(page, 'desk-ended');
}

/** Sheets of a PDF as Chromium writes it: one object of the type Page for each. */
const sheets = (pdf) => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;

async function otherFaces(browser, link) {
  step('both languages, dark, large type, paper');
  for (const [language, theme, width, isLarge] of [
    ['en', 'dark', 390, false],
    ['zh', 'light', 1440, false],
    ['en', 'light', 320, true],
  ]) {
    const page = await openPage(browser, { language, theme, width });
    await page.goto(kBase + link.path);
    await expect(page, '.request-form', 'the form');
    if (isLarge) await page.click('.desk-head button >> nth=0');
    await look(page, `desk-home-${language}-${theme}-${width}`);
    const pdf = await page.pdf({ format: 'A4', margin: { top: '15mm', bottom: '15mm', left: '18mm', right: '18mm' } });
    if (sheets(pdf) !== 1) complain(`the paper form in ${language} takes ${sheets(pdf)} sheets`);
    await page.emulateMedia({ media: 'print' });
    if (!(await page.isVisible('.paper-form .writing'))) complain('the paper form is not printed');
    if (await page.isVisible('.request-form')) complain('the screen is printed instead of the form');
    await page.context().close();
  }
}

/** The contact of a firm who signed in sees the same plain page inside the shell. */
async function signedIn(browser) {
  step('a contact who signed in');
  for (const [language, theme, width] of [
    ['zh', 'light', 390],
    ['en', 'dark', 1440],
  ]) {
    const page = await openPage(browser, { language, theme, width });
    await enterAs(page, 'contact');
    await page.goto(`${kBase}/cases`);
    await expect(page, '.request-form', 'the form in the shell');
    await page.fill('.request-form textarea', '夜间停水');
    await page.click('.request-form button[type=submit]');
    await expect(page, '.request .stands', 'the request in the shell');
    await look(page, `desk-contact-${language}-${theme}-${width}`);
    await page.context().close();
  }
}

await journey('desk', async (browser) => {
  const desk = await openPage(browser);
  await enterAs(desk, 'secretary');
  const links = await inviteTwoFirms(desk);
  const phone = await openPage(browser, { width: 390 });
  const id = await fileRequest(phone, links[0]);
  const holder = await askForPaper(desk, id);
  await sendPaper(phone, desk, id, holder);
  await confirmAndRate(phone, desk, id);
  await complainUnnamed(phone, desk);
  await otherFaces(browser, links[0]);
  await strangers(phone, desk, links, id);
  await signedIn(browser);
});
