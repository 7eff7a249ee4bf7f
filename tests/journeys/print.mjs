// A dossier with every field filled prints on exactly one A4 sheet, in both languages and from a dark screen too; so do the
// papers of a case, the empty form and the checklists, with number, code and places for signatures.
import { writeFileSync } from 'node:fs';
import {
  checkAccess,
  checkWidth,
  checkWords,
  complain,
  enterAs,
  journey,
  kBase,
  kShots,
  openPage,
  settle,
  shoot,
} from './browser.mjs';

/** The head of the largest group, with every field filled as fully as an office would. */
async function fullDossier(page) {
  return page.evaluate(async () => {
    const ask = (path) => fetch(path).then((r) => r.json());
    const biggest = (groups) => groups.sort((a, b) => b.entities - a.entities)[0];
    const { items } = await ask('/api/registry/groups');
    const { entities } = await ask('/api/describe');
    const id = biggest(items).id;
    const record = await ask(`/api/registry/enterprises/${id}`);
    const long = '主营精密铸件与传动部件的研发、生产和销售，产品供应省内外整车企业，另有两条外贸专线；';
    const change = {};
    for (const field of entities.enterprise.fields) {
      if (
        field.name === entities.enterprise.title ||
        field.read_only ||
        field.unique ||
        !['text', 'long_text'].includes(field.kind)
      )
        continue;
      const limit = field.max_length ?? 2_000;
      if (limit >= 200) change[field.name] = long.repeat(100).slice(0, limit);
      else if (!record[field.name] && !/phone|code/.test(field.name)) change[field.name] = '示例内容';
    }
    const answer = await fetch(`/api/registry/enterprises/${id}`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json', 'If-Match': `"v${record.version}"` },
      body: JSON.stringify(change),
    });
    if (!answer.ok) throw new Error(JSON.stringify(await answer.json()));
    return id;
  });
}

/** Sheets of a PDF as Chromium writes it: one object of the type Page for each. */
const sheets = (pdf) => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;

async function toPaper(page, name) {
  const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true, printBackground: true });
  if (kShots) writeFileSync(`${kShots}/${name}.pdf`, pdf);
  return sheets(pdf);
}

/** A case that was dispatched, has been red, and whose words are long. */
async function fullCase(page) {
  return page.evaluate(async () => {
    const ask = (path) => fetch(path).then((r) => r.json());
    const { items } = await ask('/api/casework/supervisions?limit=1');
    const id = items[0]?.case_id ?? (await ask('/api/casework/cases?limit=1')).items[0].id;
    return { id, number: (await ask(`/api/casework/cases/${id}`)).number };
  });
}

const kPapers = { case: 3, receipt: 1, transfer: 1, supervision: 1, closing: 1 };
/** Places to sign on each. */
const kSigned = { case: 0, receipt: 2, transfer: 2, supervision: 2, closing: 2 };

async function checkSheet(page, name, { most, signatures, number }) {
  await settle(page);
  await page.waitForSelector('.sheet svg.qr path', { timeout: 30_000 }).catch(() => complain(`${name}: no code`));
  const seen = await page.evaluate(() => ({
    text: document.querySelector('.sheet').innerText,
    signatures: document.querySelectorAll('.sheet .signatures > div').length,
  }));
  if (number && !seen.text.includes(number)) complain(`${name}: its number is missing`);
  if (seen.signatures < signatures) complain(`${name}: ${seen.signatures} places for signatures`);
  await checkWords(page, name);
  await checkAccess(page, name);
  await checkWidth(page, name);
  const taken = await toPaper(page, name);
  if (taken < 1 || taken > most) complain(`${name} takes ${taken} sheets`);
}

async function papersOfCase(page, language) {
  const { id, number } = await fullCase(page);
  for (const [sheet, most] of Object.entries(kPapers)) {
    await page.goto(`${kBase}/cases/${id}/paper?sheet=${sheet}`);
    await checkSheet(page, `paper-${sheet}-${language}`, { most, signatures: kSigned[sheet], number });
    await shoot(page, `paper-${sheet}-${language}`);
  }
}

async function emptyPapers(page, language) {
  await page.goto(`${kBase}/paper`);
  await checkSheet(page, `paper-intake-${language}`, { most: 1, signatures: 1 });
  await shoot(page, `paper-intake-${language}`);
  const number = () => page.textContent('.sheet header strong');
  const first = await number();
  await page.reload();
  await settle(page);
  if (!/^\d{8}-[A-Z0-9]{5}$/.test(first) || first === (await number())) complain(`two sheets with the number ${first}`);
  const { items } = await page.evaluate(() =>
    fetch('/api/casework/templates?limit=200&state=published').then((r) => r.json()),
  );
  if (items.length < 8) complain(`only ${items.length} checklists`);
  for (const { id, code } of items) {
    await page.goto(`${kBase}/paper?template=${id}`);
    await page.waitForSelector('.sheet .checklist tbody tr').catch(() => complain(`${code}: no steps`));
    await checkSheet(page, `paper-${code}-${language}`, { most: 4, signatures: 1, number: code });
  }
  await shoot(page, `paper-checklist-${language}`);
  console.log(`    ${items.length} checklists, the form and five papers of a case in ${language}`);
}

await journey('print', async (browser) => {
  for (const [language, theme] of [
    ['zh', 'light'],
    ['en', 'dark'],
  ]) {
    const page = await openPage(browser, { language, theme });
    await enterAs(page, 'secretary');
    const id = await fullDossier(page);
    await page.goto(`${kBase}/enterprises/${id}`);
    await settle(page);
    const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true, printBackground: true });
    if (kShots) writeFileSync(`${kShots}/dossier-${language}.pdf`, pdf);
    if (sheets(pdf) !== 1) complain(`the dossier of firm ${id} in ${language} takes ${sheets(pdf)} sheets`);
    await papersOfCase(page, language);
    await emptyPapers(page, language);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${kBase}/paper`);
    await settle(page);
    await checkWidth(page, `paper on a phone in ${language}`);
    await shoot(page, `paper-intake-${language}-390`);
    await page.context().close();
  }
});
