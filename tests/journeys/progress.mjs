// Planned progress: 54 of 54 behind on 1 March and ahead on 31 May, every number opens its list, three measures of one
// project side by side; in both languages, on a desk and a phone.
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
  settle,
  shoot,
} from './browser.mjs';

const step = (text) => console.log(`  ${text}`);
const kAll = 54;

async function look(page, label) {
  await settle(page);
  await shoot(page, label);
  await checkAccess(page, label);
  await checkWidth(page, label);
  await checkWords(page, label);
  await checkLines(page, label);
}

/** The figure of a tile by its label. */
const figure = (page, label) =>
  page
    .locator('.groups .tile', { has: page.locator(`.tile-label:text-is("${label}")`) })
    .locator('strong')
    .innerText();

async function portfolio(page, words, label) {
  step(`the portfolio, ${label}`);
  for (const [day, standing] of [
    ['2020-03-01', words.behind],
    ['2020-05-31', words.ahead],
  ]) {
    await page.goto(`${kBase}/projects/progress?as_of=${day}`);
    await look(page, `progress-${day}-${label}`);
    const found = await figure(page, standing);
    if (found !== String(kAll)) complain(`${label}: ${found} ${standing} on ${day}, expected ${kAll}`);
  }
  step('a number opens the list it is the size of');
  await page.goto(`${kBase}/projects/progress?as_of=2020-04-19`);
  await settle(page);
  const behind = Number(await figure(page, words.behind));
  await page.click(`.groups .tile:has(.tile-label:text-is("${words.behind}"))`);
  await page
    .waitForFunction((n) => document.querySelectorAll('.progress-name').length === n, behind)
    .catch(() => complain(`${label}: the list is not as long as its number ${behind}`));
  if (!page.url().includes('standing=behind')) complain(`${label}: the address does not say what is listed`);
}

async function weeks(page, label) {
  step('the weeks as a table, each number a link');
  await page.click('.week-chart summary');
  await expect(page, '.week-chart tbody a', 'table of weeks');
  await page.click('.week-chart tbody tr:last-child a >> nth=0');
  await settle(page);
  if (!/as_of=\d{4}-\d\d-\d\d/.test(page.url())) complain(`${label}: a week does not open its list`);
}

async function oneProject(page, label) {
  step('three measures of one project, the headline marked');
  await page.goto(`${kBase}/projects/progress?as_of=2020-03-01`);
  await settle(page);
  await page.click('.progress-name a >> nth=0');
  await expect(page, '.measures li.headline', 'headline');
  const shown = await page.locator('.measures li').count();
  if (shown !== 3) complain(`${label}: ${shown} measures, expected 3`);
  await page.locator('.card > details summary').first().click();
  await expect(page, '.meanings dd', 'definition card');
  await look(page, `project-progress-${label}`);
}

await journey('progress', async (browser) => {
  const words = { zh: { behind: '落后', ahead: '超前' }, en: { behind: 'Behind', ahead: 'Ahead' } };
  for (const [language, width] of [
    ['zh', 1440],
    ['en', 390],
    ['zh', 390],
    ['en', 1440],
  ]) {
    const label = `${language}-${width}`;
    const page = await openPage(browser, { language, width });
    await enterAs(page, 'leader');
    await portfolio(page, words[language], label);
    if (width === 1440) await weeks(page, label);
    await oneProject(page, label);
    await page.context().close();
  }
});
