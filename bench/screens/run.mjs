// What the screens of a running program cost: `node run.mjs BASE_URL [runs]` prints "route,what,measured,goal".
//
// Each main route of the demonstration zone, in a fresh browser: bytes over the wire, CPU milliseconds of the main
// thread until the page is quiet, axe violations, and the performance score of Lighthouse's mobile preset.
// CPU milliseconds count only what this thread worked, so they bear a loaded machine; Lighthouse does not: see `uptime`.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import lighthouse from 'lighthouse';

const require = createRequire(new URL('../../ui/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const { AxeBuilder } = require('@axe-core/playwright');

const kBase = process.argv[2] ?? 'http://127.0.0.1:8090';
const kRuns = Number(process.argv[3] ?? 3);
const kChrome = process.env.CHROMIUM ?? '/usr/bin/chromium';
const kFlags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
const kAxe = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const kLists = ['enterprises', 'import', 'admin-people'];
const kGoals = { bytes: 100 * 1024, cpu: 160, axe: 0, lighthouse: 95 };

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const send = (path, cookie, method = 'GET', body) =>
  fetch(kBase + path, {
    method,
    headers: { Cookie: cookie, ...(body ? { 'Content-Type': 'application/json' } : {}) },
    body: body ? JSON.stringify(body) : undefined,
  });

async function signIn() {
  const answer = await send('/api/session/persona', '', 'POST', { role: 'administrator' });
  if (!answer.ok) throw new Error(`no demonstration zone at ${kBase}: ${answer.status}`);
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}

async function routes(cookie) {
  const first = async (path) => (await (await send(`${path}?limit=1`, cookie)).json()).items[0]?.id;
  const enterprise = await first('/api/registry/enterprises');
  const project = await first('/api/projects/projects');
  const team = await first('/api/registry/teams');
  const all = {
    today: '/',
    enterprises: '/enterprises',
    dossier: `/enterprises/${enterprise}`,
    groups: '/groups',
    team: team && `/teams/${team}`,
    duties: '/duties',
    projects: '/projects',
    project: `/projects/${project}`,
    import: '/import',
    'admin-people': '/admin/people',
    'admin-audit': '/admin/audit',
    account: '/account',
  };
  const only = process.env.ONLY?.split(',');
  return Object.entries(all).filter(([name, path]) => path && (!only || only.includes(name)));
}

/** One visit with an empty cache; the cost is read when nothing was loaded or drawn for half a second. */
async function visit(browser, path, cookie, isChecked) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 800 }, reducedMotion: 'reduce' });
  const cookies = cookie
    .split('; ')
    .map((pair) => ({ name: pair.split('=')[0], value: pair.slice(pair.indexOf('=') + 1) }));
  await context.addCookies(cookies.map((one) => ({ ...one, url: kBase })));
  const page = await context.newPage();
  const browserSide = await context.newCDPSession(page);
  let bytes = 0;
  await browserSide.send('Network.enable');
  browserSide.on('Network.loadingFinished', (done) => (bytes += done.encodedDataLength));
  await browserSide.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(kBase + path);
  await page.waitForFunction(() => document.querySelector('h1') && !document.querySelector('.skeleton'));
  await page.waitForTimeout(500);
  const { metrics } = await browserSide.send('Performance.getMetrics');
  const cpu = metrics.find((metric) => metric.name === 'TaskDuration').value * 1000;
  const axe = isChecked ? (await new AxeBuilder({ page }).withTags(kAxe).analyze()).violations.length : 0;
  await context.close();
  return { bytes, cpu, axe };
}

async function score(path, cookie, port) {
  const { lhr } = await lighthouse(kBase + path, {
    port,
    output: 'json',
    logLevel: 'silent',
    onlyCategories: ['performance'],
    extraHeaders: { Cookie: cookie },
  });
  return Math.round(lhr.categories.performance.score * 100);
}

/** Lighthouse talks to a browser of its own through a port. */
async function withLighthouseBrowser(use) {
  const chrome = spawn(kChrome, [...kFlags, '--remote-debugging-port=0', 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const port = await new Promise((found, failed) => {
    let said = '';
    chrome.stderr.on('data', (text) => {
      said += text;
      const match = /DevTools listening on ws:\/\/[^:]+:(\d+)/.exec(said);
      if (match) found(Number(match[1]));
    });
    chrome.on('exit', () => failed(new Error(said)));
  });
  try {
    return await use(port);
  } finally {
    chrome.kill();
  }
}

const say = (route, what, measured, goal) => console.log([route, what, measured, goal].join(','));

const cookie = await signIn();
const wanted = await routes(cookie);
console.log('route,what,measured,goal');
const browser = await chromium.launch({ executablePath: kChrome, args: kFlags });
for (const [name, path] of wanted) {
  const visits = [];
  for (let i = 0; i < kRuns; i++) visits.push(await visit(browser, path, cookie, i === 0));
  say(name, 'bytes', visits[0].bytes, kLists.includes(name) ? `<= ${kGoals.bytes}` : '');
  say(name, 'main_thread_cpu_ms', Math.round(median(visits.map((one) => one.cpu))), `<= ${kGoals.cpu}`);
  say(name, 'axe_violations', visits[0].axe, kGoals.axe);
}
await browser.close();
if (process.env.LIGHTHOUSE !== 'no')
  await withLighthouseBrowser(async (port) => {
    for (const [name, path] of wanted) {
      const scores = [];
      for (let i = 0; i < kRuns; i++) scores.push(await score(path, cookie, port));
      say(name, 'lighthouse_mobile', median(scores), `>= ${kGoals.lighthouse}`);
    }
  });
