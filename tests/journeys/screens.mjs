// Opens every screen in both languages and themes, on a desk, a phone and a wide wall: no console error, no request
// leaving the server, no accessibility violation, nothing wider than the screen.
import {
  checkAccess,
  checkLines,
  checkWidth,
  checkWords,
  complain,
  enterAs,
  journey,
  kBase,
  openPage,
  settle,
  shoot,
} from './browser.mjs';

async function firstId(page, route) {
  return page.evaluate(
    (path) =>
      fetch(path)
        .then((r) => r.json())
        .then((list) => list.items?.[0]?.id),
    route,
  );
}

async function addresses(page) {
  const ids = {};
  for (const [name, route] of Object.entries({
    enterprise: '/api/registry/enterprises?limit=1',
    project: '/api/projects/projects?limit=1&sort=name',
    team: '/api/registry/teams?limit=1',
    plan: '/api/registry/duty_plans?limit=1&sort=-id',
    batch: '/api/intake/batches?limit=1&sort=-id',
    case: '/api/casework/cases?limit=1&state=handling',
  }))
    ids[name] = await firstId(page, route);
  const admin = [
    'people',
    'posts',
    'tenures',
    'accounts',
    'calendar',
    'limits',
    'settings',
    'audit',
    'backups',
    'standards',
    'lights',
    'progress',
    'reasons',
    'templates',
    'articles',
    'invitations',
    'feedback',
    'organisations',
    'officers',
    'channels',
    'deliveries',
    'retention',
    'holds',
    'reveals',
  ];
  return [
    ['today', '/'],
    ['enterprises', '/enterprises'],
    ['enterprises-filtered', '/enterprises?status=suspended,moved'],
    ['enterprise-edit', `/enterprises?open=${ids.enterprise}`],
    ['enterprise-new', '/enterprises?open=new'],
    ['dossier', `/enterprises/${ids.enterprise}`],
    ['teams', '/groups'],
    ['groups', '/groups?tab=groups'],
    ['team', ids.team && `/teams/${ids.team}`],
    ['duties', '/duties'],
    ['propose', '/duties?propose=best'],
    ['plan', ids.plan && `/duties/plans/${ids.plan}`],
    ['import', '/import'],
    ['batch', ids.batch && `/import/${ids.batch}`],
    ['cases', '/cases'],
    ['cases-red', '/cases?alive=true&light=red'],
    ['case', ids.case && `/cases/${ids.case}`],
    ['supervision', '/supervision'],
    ['case-paper', ids.case && `/cases/${ids.case}/paper`],
    ['paper', '/paper'],
    ['matrix', '/matrix'],
    ['projects', '/projects'],
    ['progress', '/projects/progress'],
    ['progress-march', '/projects/progress?as_of=2020-03-01&standing=behind'],
    ['project', ids.project && `/projects/${ids.project}`],
    ...admin.map((part) => [`admin-${part}`, `/admin/${part}`]),
    ['account', '/account'],
    ['privacy', '/privacy'],
    ['nowhere', '/no-such-page'],
  ].filter(([, path]) => path);
}

/** Whoever is annoyed by a page can say so on it: at the foot of the rail, or one press away on a phone. */
async function checkVoice(page, label) {
  const word = /投诉与建议|Complaints and suggestions/;
  const isOffered = async () =>
    (
      await page.$$eval('button', (all) =>
        all.filter((one) => one.offsetParent !== null).map((one) => one.textContent.trim()),
      )
    ).some((text) => word.test(text));
  if (await isOffered()) return;
  const more = page.locator('.tabs-bottom button[aria-expanded=false]');
  if (await more.isVisible()) await more.click();
  if (!(await isOffered())) complain(`${label}: no way to complain`);
}

/** A plan and a batch, so that their screens have something to show. */
async function prepare(page) {
  await page.evaluate(async () => {
    const send = (path, body, type) => fetch(path, { method: 'POST', headers: { 'Content-Type': type }, body });
    const block =
      '企业名称\t统一社会信用代码\t职工人数\n示例试验有限公司\t\t十二\n示例试验二有限公司\t9199OOOOMA10000\t30';
    await send('/api/intake/batches?name=示例.tsv&target=enterprise', block, 'text/tab-separated-values');
    const plan = await send('/api/registry/duty_plans', '{"mode":"best"}', 'application/json').then((r) => r.json());
    for (let i = 0; plan.plan && i < 100; i++) {
      const { state } = await fetch(plan.plan).then((r) => r.json());
      if (state !== 'computing') break;
      await new Promise((done) => setTimeout(done, 300));
    }
  });
}

await journey('screens', async (browser) => {
  const setting = await openPage(browser);
  await setting.goto(kBase);
  await setting.waitForSelector('.entry');
  await checkAccess(setting, 'login');
  await checkWords(setting, 'login');
  await shoot(setting, 'login');
  await setting.goto(`${kBase}/setup?token=example`);
  await setting.waitForSelector('.entry');
  await checkAccess(setting, 'setup');
  await checkWords(setting, 'setup');
  await shoot(setting, 'setup');
  await enterAs(setting, 'administrator');
  await prepare(setting);
  const list = await addresses(setting);
  await setting.context().close();

  // ONLY=today,plan and MODES=zh-light-1440 narrow a run down while a screen is being drawn.
  const wanted = process.env.ONLY?.split(',');
  const modes = process.env.MODES?.split(',');
  for (const language of ['zh', 'en'])
    for (const theme of ['light', 'dark'])
      for (const width of [1920, 1440, 390]) {
        // The widest screen differs in width only: one language and theme tell.
        if (width === 1920 && `${language}-${theme}` !== 'zh-light') continue;
        if (modes && !modes.includes(`${language}-${theme}-${width}`)) continue;
        const page = await openPage(browser, { language, theme, width });
        await enterAs(page, 'administrator');
        for (const [name, path] of list) {
          if (wanted && !wanted.includes(name)) continue;
          const label = `${name}-${language}-${theme}-${width}`;
          await page.goto(kBase + path);
          await page.waitForSelector('h1').catch(() => complain(`${label}: no heading`));
          await settle(page);
          await shoot(page, label);
          await checkAccess(page, label);
          await checkWidth(page, label);
          await checkWords(page, label);
          await checkLines(page, label);
          // What is open on a phone fills it, and is closed first.
          const isFilled = path.includes('open=') || (await page.locator('dialog[open]').count()) > 0;
          if (!isFilled) await checkVoice(page, label);
        }
        await page.context().close();
        console.log(`  ${language} ${theme} ${width}`);
      }
});
