// One person's sign-in from the first password to the second factor and back: a new account, its own password,
// an authenticator, a recovery code in its place, and the end of the second factor.
import { createHmac } from 'node:crypto';
import {
  checkAccess,
  checkWidth,
  complain,
  enterAs,
  expect,
  journey,
  kBase,
  openPage,
  settle,
  shoot,
} from './browser.mjs';

// A login of its own, so that the journey can be repeated in the same zone.
const kLogin = `journey.${process.pid}`;
const kPassword = 'Sunny-harbour-2020';

/** The code an authenticator shows now (RFC 6238, SHA-1, 30 seconds, 6 digits). */
function codeNow(secret) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((c) => letters.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac('sha1', key).update(step).digest();
  const number = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

async function makeAccount(browser) {
  const page = await openPage(browser);
  await enterAs(page, 'administrator');
  const made = await page.evaluate(async (login) => {
    const send = (path, body) =>
      fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }).then(
        (r) => r.json(),
      );
    const person = await send('/api/registry/people', { name: '示例登录' });
    return send('/api/access/accounts', { login, person_id: person.id, roles: ['leader'] });
  }, kLogin);
  await page.context().close();
  if (!made.initial_password) throw new Error(`no account: ${JSON.stringify(made)}`);
  return made.initial_password;
}

async function signIn(page, password) {
  await page.goto(kBase);
  await expect(page, '.entry details', 'the way to a password');
  await page.click('.entry summary');
  await page.fill('input[autocomplete=username]', kLogin);
  await page.fill('input[autocomplete=current-password]', password);
  await page.keyboard.press('Enter');
}

async function ownPassword(page, initial) {
  await signIn(page, initial);
  await expect(page, 'input[autocomplete=new-password]', 'a password of one’s own');
  await checkAccess(page, 'new password');
  await shoot(page, 'new-password');
  await page.fill('input[autocomplete=current-password]', initial);
  await page.fill('input[autocomplete=new-password]', 'short');
  await page.keyboard.press('Enter');
  await expect(page, '.field:has(input[autocomplete=new-password]) .problem', 'the short password is refused');
  await page.fill('input[autocomplete=new-password]', kPassword);
  await page.keyboard.press('Enter');
  await expect(page, '.shell', 'signed in');
}

async function enrol(page, name) {
  await page.goto(`${kBase}/account`);
  await settle(page);
  const card = '.card:has([type=password]):has(.tag)';
  await page.fill(`${card} input`, 'not the password');
  await page.keyboard.press('Enter');
  await expect(page, `${card} .problem`, 'a wrong password is refused');
  await page.fill(`${card} input`, kPassword);
  await page.keyboard.press('Enter');
  await expect(page, '.enrolment svg.qr path', 'the code to scan');
  await checkAccess(page, `enrolment ${name}`);
  await checkWidth(page, `enrolment ${name}`);
  await shoot(page, `enrolment-${name}`);
  const secret = (await page.textContent('.enrolment figcaption code')).replaceAll(' ', '');
  await page.fill('.enrolment input', '000000');
  await page.keyboard.press('Enter');
  await expect(page, '.enrolment .problem', 'a wrong code is refused');
  await page.fill('.enrolment input', codeNow(secret));
  await page.keyboard.press('Enter');
  await expect(page, '.codes li', 'recovery codes');
  await checkAccess(page, `recovery codes ${name}`);
  await checkWidth(page, `recovery codes ${name}`);
  await shoot(page, `recovery-${name}`);
  const codes = await page.$$eval('.codes code', (all) => all.map((one) => one.textContent));
  await page.click('.print-alone .primary');
  await page.reload();
  await settle(page);
  if (await page.$('.codes')) complain('the recovery codes are shown twice');
  return codes;
}

async function comeBack(page, code, name) {
  await page.evaluate(() => fetch('/api/session', { method: 'DELETE' }));
  await signIn(page, kPassword);
  await expect(page, 'input[autocomplete=one-time-code]', 'the second factor is asked for');
  await checkAccess(page, `second factor ${name}`);
  await shoot(page, `second-factor-${name}`);
  await page.fill('input[autocomplete=one-time-code]', '123456');
  await page.keyboard.press('Enter');
  await expect(page, '.entry [role=alert]', 'a wrong code is refused');
  await page.click('.entry form .quiet');
  await page.keyboard.type(code);
  await page.keyboard.press('Enter');
  await expect(page, '.shell', 'in with a recovery code');
}

async function endSecondFactor(page) {
  await page.goto(`${kBase}/account`);
  await settle(page);
  const card = '.card:has(.button.danger)';
  await page.fill(`${card} input`, kPassword);
  await page.keyboard.press('Enter');
  await expect(page, '.toast', 'the second factor is off');
  await page.evaluate(() => fetch('/api/session', { method: 'DELETE' }));
  await signIn(page, kPassword);
  await expect(page, '.shell', 'in with the password alone');
}

await journey('sign in', async (browser) => {
  const initial = await makeAccount(browser);
  const desk = await openPage(browser);
  await ownPassword(desk, initial);
  const [first] = await enrol(desk, 'zh-light-1440');
  await comeBack(desk, first, 'zh-light-1440');
  await endSecondFactor(desk);
  const phone = await openPage(browser, { language: 'en', theme: 'dark', width: 390 });
  await signIn(phone, kPassword);
  await expect(phone, '.shell', 'signed in on the phone');
  const [second] = await enrol(phone, 'en-dark-390');
  await comeBack(phone, second, 'en-dark-390');
});
