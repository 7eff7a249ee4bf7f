// A dossier with every field filled prints on exactly one A4 sheet, in both languages and from a dark screen too.
import { writeFileSync } from 'node:fs';
import { complain, enterAs, journey, kBase, kShots, openPage, settle } from './browser.mjs';

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
    await page.context().close();
  }
});
