// What every journey shares: a browser that notes each console error and each request leaving the server.
import { createRequire } from 'node:module';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';

const require = createRequire(new URL('../../ui/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const { AxeBuilder } = require('@axe-core/playwright');

export const kBase = process.env.BASE_URL ?? 'http://127.0.0.1:8090';
export const kShots = process.env.SHOTS;
const kFlags = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const kAxe = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export const problems = [];
export const complain = (text) => {
  problems.push(text);
  console.error(`  ✗ ${text}`);
};

export async function openBrowser() {
  if (kShots) mkdirSync(kShots, { recursive: true });
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: kFlags });
}

/** A fresh person at a fresh machine: own cookies, chosen language, theme and width. */
export async function openPage(
  browser,
  { language = 'zh', theme = 'light', width = 1440, height = width < 700 ? 844 : 900, base = kBase } = {},
) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    reducedMotion: 'reduce',
  });
  await context.addCookies([{ name: 'zw_language', value: language, url: base }]);
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  page.on('console', (message) => {
    // A browser writes every refused request into its console, and every one without the network that a journey took
    // away; journeys check what became of them where it matters.
    if (
      message.type() === 'error' &&
      !/status of (401|404|409|412|422)|ERR_(INTERNET_DISCONNECTED|CONNECTION_|EMPTY_RESPONSE|INCOMPLETE_|FAILED)/.test(
        message.text(),
      )
    )
      complain(`${page.url()}: console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complain(`${page.url()}: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(base) && !request.url().startsWith('blob:'))
      complain(`left the server: ${request.url()}`);
  });
  return page;
}

export async function enterAs(page, role) {
  await page.goto(kBase);
  await page.waitForSelector('.entry, .shell', { state: 'attached' });
  const status = await page.evaluate(
    (r) =>
      fetch('/api/session/persona', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ role: r }),
      }).then((a) => a.status),
    role,
  );
  if (status >= 300) complain(`entering as ${role}: status ${status}`);
  await page.goto(kBase);
  await page.waitForSelector('.shell');
}

export async function settle(page) {
  await page
    .waitForFunction(() => !document.querySelector('.skeleton') && document.querySelector('h1'), undefined, {
      timeout: 60_000,
    })
    .catch(() => complain(`${page.url()}: still loading`));
  await page.waitForTimeout(150);
}

export async function checkAccess(page, name) {
  // Pages have no frames, and what is as it should be needs no description: a quarter of the time is enough.
  const axe = new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(kAxe)
    .setLegacyMode();
  const { violations } = await axe.analyze();
  for (const v of violations)
    complain(
      `${name}: axe ${v.id} (${v.impact}) × ${v.nodes.length}: ${v.nodes
        .slice(0, 2)
        .map((n) => n.target.join(' '))
        .join(' | ')}`,
    );
  return violations.length;
}

export async function checkWidth(page, name) {
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (excess > 0) complain(`${name}: the page is ${excess} px too wide`);
}

/** Pixels of a line that can still be read with comfort: about 70 Chinese or 140 Latin characters. */
const kLine = 1_000;

export async function checkLines(page, name) {
  const long = await page.evaluate((limit) => {
    const isLong = (e) => e.clientWidth > limit && e.clientHeight > 2 * parseFloat(getComputedStyle(e).lineHeight) - 1;
    return [...document.querySelectorAll('main p, main li, main dd')]
      .filter((e) => e.textContent.trim() && ![...e.children].some((c) => !/inline/.test(getComputedStyle(c).display)))
      .filter(isLong)
      .map((e) => e.textContent.slice(0, 30));
  }, kLine);
  if (long.length) complain(`${name}: lines too long to read: ${long.slice(0, 3).join(' | ')}`);
}

const kWords = new URL('../../ui/src/kit/words/', import.meta.url);
const words = readdirSync(kWords)
  .filter((name) => name.startsWith('zh'))
  .map((name) => readFileSync(new URL(name, kWords), 'utf8'));
const kKeys = words.flatMap((text) => [...text.matchAll(/'([a-z_]+(?:\.[a-z_]+)+)':/g)].map((match) => match[1]));

/** A key of the dictionaries that stands on the page instead of its words. */
export async function checkWords(page, name) {
  const texts = await page.evaluate(() =>
    [...document.querySelectorAll('body *')].flatMap((e) => [...e.childNodes].map((n) => n.textContent.trim())),
  );
  const shown = new Set(texts);
  const keys = kKeys.filter((key) => shown.has(key));
  if (keys.length) complain(`${name}: words are missing: ${keys.slice(0, 5).join(', ')}`);
}

export async function expect(page, selector, what) {
  await page
    .waitForSelector(selector, { timeout: 30_000 })
    .catch(() => complain(`${what}: ${selector} did not appear`));
}

export async function shoot(page, name) {
  if (kShots) await page.screenshot({ path: `${kShots}/${name}.png` });
}

/** Runs steps and ends the program with the verdict. */
export async function journey(name, steps) {
  const browser = await openBrowser();
  try {
    await steps(browser);
  } catch (error) {
    complain(`${name}: ${error.stack ?? error}`);
  } finally {
    await browser.close();
  }
  console.log(problems.length ? `${name}: ${problems.length} problems` : `${name}: good`);
  process.exit(problems.length ? 1 : 0);
}
