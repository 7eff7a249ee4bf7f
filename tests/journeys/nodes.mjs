// A node's way: reported on a phone with its evidence, confirmed by another person at a desk, re-planned with a cause;
// the ledger of delay adds up on the page before and after.
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

async function look(page, label) {
  await settle(page);
  await shoot(page, label);
  await checkAccess(page, label);
  await checkWidth(page, label);
  await checkWords(page, label);
  await checkLines(page, label);
}

/** A project with a node that runs, and that node. */
const findRunning = (page) =>
  page.evaluate(async () => {
    const { items } = await fetch('/api/projects/nodes?state=running&limit=1').then((r) => r.json());
    return { project: items[0].project_id, name: items[0].name };
  });

const row = (page, name) =>
  page.locator('.node-list > li', { has: page.locator(`.node-head .link:text-is("${name}")`) });

async function adds(page, label) {
  const text = await page.locator('.variance-sum').innerText();
  const [lost, recovered, variance] = text
    .replace(/−/g, '-')
    .match(/-?\+?\d+/g)
    .map(Number);
  // The second figure carries the sign of the subtraction before it.
  if (lost - Math.abs(recovered) !== variance) complain(`${label}: the ledger does not add up: ${text}`);
}

async function report(browser, language) {
  step(`reported on a phone (${language})`);
  const page = await openPage(browser, { language, width: 390 });
  await enterAs(page, 'secretary');
  const found = await findRunning(page);
  await page.goto(`${kBase}/projects/${found.project}`);
  await look(page, `nodes-${language}-390`);
  await adds(page, `${language} 390`);
  const line = row(page, found.name);
  await line.scrollIntoViewIfNeeded();
  await shoot(page, `node-row-${language}-390`);
  await line.getByRole('button', { name: /^(报完成|Report done)$/ }).click();
  await expect(page, 'dialog[open] textarea', 'report form');
  await page.fill('dialog[open] textarea', '现场照片，监理已签字');
  await checkAccess(page, 'report form');
  await shoot(page, `node-report-${language}-390`);
  await page.click('dialog[open] button[type=submit]');
  await expect(page, '.toast', 'kept');
  await line.getByText(/^(待验|Awaiting check)$/).waitFor();
  const offered = await line.getByRole('button', { name: /^(核验通过|Confirm)$/ }).count();
  if (offered) complain('whoever reported is offered to confirm');
  await page.context().close();
  return found;
}

async function confirm(browser, language, { project, name }) {
  step(`confirmed by another at a desk (${language})`);
  const page = await openPage(browser, { language, width: 1440 });
  await enterAs(page, 'leader');
  await page.goto(`${kBase}/projects/${project}`);
  await look(page, `nodes-${language}-1440`);
  const line = row(page, name);
  await line.getByRole('button', { name: /^(核验通过|Confirm)$/ }).click();
  await expect(page, 'dialog[open] .report', 'what was reported');
  await shoot(page, `node-confirm-${language}-1440`);
  await page.click('dialog[open] button[type=submit]');
  await line
    .getByText(/^(完成|Done)$/)
    .first()
    .waitFor();
  await line.locator('summary').click();
  await line.scrollIntoViewIfNeeded();
  await shoot(page, `node-story-${language}-1440`);
  await adds(page, `${language} 1440`);
  await page.context().close();
}

async function replan(browser) {
  step('a later day asks for its cause, and the refusal is said in its place');
  const page = await openPage(browser, { width: 1440 });
  await enterAs(page, 'secretary');
  const { project } = await findRunning(page);
  await page.goto(`${kBase}/projects/${project}`);
  await settle(page);
  await page.getByRole('button', { name: '调整日期' }).last().click();
  await page.fill('dialog[open] .with-button input', '2021-12-31');
  await page.fill('dialog[open] textarea', '设计变更');
  await page.waitForSelector('dialog[open] select option:nth-child(3)', { state: 'attached' });
  await page.click('dialog[open] button[type=submit]');
  await expect(page, 'dialog[open] .notice.red', 'refusal');
  await shoot(page, 'node-replan-refused');
  await page.selectOption('dialog[open] select', { label: '设计变更' });
  await page.click('dialog[open] button[type=submit]');
  await expect(page, '.variance-lines:has-text("设计变更")', 'the cause in the ledger');
  await adds(page, 'after re-planning');
  await shoot(page, 'node-replanned');
  await page.context().close();
}

await journey('nodes', async (browser) => {
  for (const language of ['zh', 'en']) await confirm(browser, language, await report(browser, language));
  await replan(browser);
});
