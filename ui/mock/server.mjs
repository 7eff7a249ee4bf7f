// A stand-in for the server while screens are written: the contract's routes over made-up rows, kept in memory.
import { createServer } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import * as data from './data.mjs';
import { entities } from './description.mjs';

const kPort = Number(process.env.PORT ?? 8090);
const kDist = process.env.DIST ?? fileURLToPath(new URL('../dist', import.meta.url));
const kPolicy =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'";
const tables = {
  ...Object.fromEntries(Object.values(entities).map((e) => [e.plural, data[e.plural] ?? []])),
  organisations: data.organisations,
};
const byPlural = Object.fromEntries(Object.values(entities).map((e) => [e.plural, e]));
const sessions = new Map();
const listeners = new Set();
const audit = [];
const now = () => Date.now() * 1000;
const personas = ['officer', 'secretary', 'contact', 'leader', 'administrator'];

class Refusal extends Error {
  constructor(status, code, message, problems = []) {
    super(message);
    Object.assign(this, { status, code, problems });
  }
}
const tell = (topic, entity, id) =>
  listeners.forEach((r) => r.write(`event: change\ndata: ${JSON.stringify({ topic, entity, id })}\n\n`));
const note = (actor, action, entity, record, difference = []) => {
  audit.unshift({
    id: audit.length + 1,
    at: now(),
    actor,
    action,
    entity,
    id_of: record.id,
    title: record.name ?? '',
    version: record.version,
    difference,
  });
  tell(`${entity}.updated`, entity, record.id);
};
const personOfOfficer = (id) => data.people[(data.officers[id - 1]?.person_id ?? 1) - 1]?.name;
function titleOf(name, id) {
  const row = tables[entities[name]?.plural]?.find((r) => r.id === id);
  return name === 'officer' ? personOfOfficer(id) : (row?.name ?? (row ? `#${id}` : undefined));
}
const objectTitle = (row) =>
  tables[row.object_kind === 'project' ? 'projects' : 'enterprises'][row.object_id - 1]?.name;

function shown(entity, row, session) {
  const titles = Object.fromEntries(
    entity.fields
      .filter((f) => f.refers_to && row[f.name] != null)
      .map((f) => [f.name, titleOf(f.refers_to, row[f.name])]),
  );
  if (row.object_kind) titles.object_id = objectTitle(row);
  const mayWrite = !session.roles.includes('leader') && !session.roles.includes('contact');
  const verbs = {
    duty_plan: row.state === 'proposed' ? ['adopt', 'discard'] : [],
    tenure: row.ends_on ? [] : ['hand_over'],
    team: row.state === 'dissolved' ? [] : ['dissolve'],
    duty: row.state === 'active' ? ['hand_over'] : [],
    batch: { previewed: ['import'], imported: ['undo'] }[row.state] ?? [],
  };
  return { ...row, titles, abilities: mayWrite ? ['update', 'delete', ...(verbs[entity.name] ?? [])] : [] };
}

function list(entity, query, session) {
  let rows = tables[entity.plural];
  for (const [name, value] of query) {
    const field = entity.fields.find((f) => f.name === name);
    if (!field) continue;
    const wanted = value.split(',');
    rows = rows.filter((r) => wanted.includes(r[name] == null || r[name] === '' ? 'null' : String(r[name])));
  }
  const q = query.get('q');
  if (q) rows = rows.filter((r) => entity.fields.some((f) => f.search && String(r[f.name] ?? '').includes(q)));
  const sort = query.get('sort');
  if (sort) {
    const name = sort.replace('-', '');
    rows = [...rows].sort((a, b) => (a[name] > b[name] ? 1 : a[name] < b[name] ? -1 : 0) * (sort[0] === '-' ? -1 : 1));
  }
  const limit = Number(query.get('limit') ?? 50),
    from = Number(query.get('after') ?? 0);
  const next = from + limit < rows.length ? String(from + limit) : null;
  return { items: rows.slice(from, from + limit).map((r) => shown(entity, r, session)), next, total: rows.length };
}

function validate(entity, row) {
  const problems = entity.fields
    .filter((f) => f.required && (row[f.name] == null || row[f.name] === ''))
    .map((f) => ({ field: f.name, code: 'field.required', params: {} }));
  for (const f of entity.fields)
    if (['integer', 'money'].includes(f.kind) && row[f.name] != null && !Number.isInteger(row[f.name]))
      problems.push({ field: f.name, code: 'field.type', params: {} });
  if (problems.length) throw new Refusal(422, 'input.invalid', '提交的内容有多处问题，请逐项修改。', problems);
}

function load(id) {
  return data.duties.filter((d) => d.officer_id === id && d.state === 'active' && d.kind === 'accountable').length;
}
function board() {
  const officers = data.officers.map((o) => {
    const residency = data.duties.find((d) => d.officer_id === o.id && d.is_residency && d.state === 'active');
    return {
      id: o.id,
      person_id: o.person_id,
      name: personOfOfficer(o.id),
      station: o.station,
      capacity: o.capacity,
      load: load(o.id),
      residency: residency
        ? { kind: residency.object_kind, id: residency.object_id, name: objectTitle(residency) }
        : null,
      state: o.state,
    };
  });
  const taken = new Set(data.duties.filter((d) => d.state === 'active').map((d) => `${d.object_kind}${d.object_id}`));
  const all = [
    ...data.enterprises.map((e) => ({ kind: 'enterprise', id: e.id, name: e.name })),
    ...data.projects.map((p) => ({ kind: 'project', id: p.id, name: p.name })),
  ];
  const open = all.filter((o) => !taken.has(`${o.kind}${o.id}`));
  const loads = officers.map((o) => o.load);
  return {
    officers,
    objects: { total: all.length, assigned: all.length - open.length, unassigned: open.length },
    unassigned: open.slice(0, 200),
    spread: { min: Math.min(...loads), max: Math.max(...loads), mean: loads.reduce((a, b) => a + b, 0) / 74 },
  };
}
function assign(objects, officer_id, reason) {
  const answer = { assigned: 0, moved: 0 };
  for (const { kind, id } of objects) {
    const before = data.duties.find(
      (d) => d.object_kind === kind && d.object_id === id && d.state === 'active' && d.kind === 'accountable',
    );
    if (before) ((before.state = 'ended'), answer.moved++);
    data.duties.push({
      id: data.duties.length + 1,
      version: 1,
      object_kind: kind,
      object_id: id,
      officer_id,
      kind: 'accountable',
      is_residency: false,
      starts_on: '2020-06-14',
      state: 'active',
      reason,
    });
    answer.assigned++;
  }
  tell('duty.updated', 'duty', 0);
  return answer;
}

const jobs = [];
const kTerms = ['skill', 'industry', 'distance', 'continuity', 'residency'];
const terms = () => kTerms.map((code, i) => ({ code, points: Math.floor(data.random() * [120, 200, -90, 80, 40][i]) }));
function propose(body) {
  const plan = {
    id: tables.duty_plans.length + 1,
    version: 1,
    state: 'computing',
    mode: body.mode,
    leaving_officer_id: body.leaving_officer_id ?? null,
    created_at: now(),
    job_id: jobs.length + 1,
    verified: false,
  };
  tables.duty_plans.push(plan);
  const job = {
    id: plan.job_id,
    kind: 'duty_plan',
    state: 'running',
    progress: { done: 0, total: 100, best: 400000, bound: 486900, gap_ppm: 178000, phase: 'search' },
  };
  jobs.push(job);
  const timer = setInterval(() => {
    const p = job.progress;
    Object.assign(p, {
      done: p.done + 7,
      best: Math.min(486700, p.best + 9000),
      gap_ppm: Math.max(411, Math.round(p.gap_ppm * 0.7)),
    });
    tell('job.progressed', 'job', job.id);
    if (p.done < 100 && job.state === 'running') return;
    clearInterval(timer);
    if (job.state === 'cancelled')
      return void ((plan.state = 'discarded'), tell('duty_plan.updated', 'duty_plan', plan.id));
    job.state = 'done';
    const all = [...data.enterprises.map((e) => ['enterprise', e.id]), ...data.projects.map((e) => ['project', e.id])];
    const counts = { moved: 0, new: 0, kept: 0, unassigned: 0 };
    for (const [object_kind, object_id] of all) {
      const today = data.duties.find(
        (d) => d.object_kind === object_kind && d.object_id === object_id && d.state === 'active',
      );
      const change = !today ? 'new' : data.random() < 0.08 ? 'moved' : 'kept';
      counts[change]++;
      const parts = terms();
      tables.duty_plan_rows.push({
        id: tables.duty_plan_rows.length + 1,
        version: 1,
        plan_id: plan.id,
        object_kind,
        object_id,
        officer_id: change === 'kept' ? today.officer_id : 1 + Math.floor(data.random() * 74),
        previous_officer_id: today?.officer_id ?? null,
        change,
        score: parts.reduce((s, x) => s + x.points, 0),
        terms: parts,
      });
    }
    Object.assign(plan, {
      state: 'proposed',
      version: 2,
      total: 486700,
      bound: 486900,
      gap_ppm: 411,
      moved: counts.moved,
      added: counts.new,
      kept: counts.kept,
      unassigned: 0,
      verified: true,
    });
    tell('duty_plan.updated', 'duty_plan', plan.id);
  }, 250);
  return {
    status: 202,
    body: { job: `/api/jobs/jobs/${job.id}`, plan: `/api/registry/duty_plans/${plan.id}` },
    headers: { Location: `/api/jobs/jobs/${job.id}` },
  };
}

const kDefects = [
  ['number.scientific', '信用代码被显示为科学计数', '9.19901E+17', null, false],
  ['text.full_width', '含全角字符', '示例远航（集团）', '示例远航(集团)', true],
  ['date.dotted', '日期写法不规范', '2016.6.14', '2016-06-14', true],
  ['uscc.letter_o', '信用代码中字母 O 应为数字 0', '9199OOOOMA1000012', '91990000MA1000012', true],
  ['row.total', '合计行', '合计', '', true],
  ['phone.two', '一格两个电话', '10000001234/10000005678', '10000001234', true],
];
function upload(query, bytes) {
  const batch = {
    id: tables.batches.length + 1,
    version: 1,
    file_name: query.get('name') ?? '粘贴的内容',
    target: query.get('target') ?? 'enterprise',
    state: 'previewed',
    created_at: now(),
    size: bytes,
  };
  tables.batches.push(batch);
  for (let i = 0; i < 300; i++) {
    const [code, , value, proposal, fixable] = kDefects[i % kDefects.length];
    tables.defects.push({
      id: tables.defects.length + 1,
      version: 1,
      batch_id: batch.id,
      sheet: '企业台账',
      cell: `${'BCDEFG'[i % 6]}${5 + i * 6}`,
      row: 5 + i * 6,
      field: ['uscc', 'name', 'established_on', 'uscc', 'name', 'contact_phone'][i % 6],
      code,
      value,
      proposal,
      message: `${kDefects[i % 6][1]}。`,
      severity: fixable ? 'warning' : 'error',
      state: 'open',
    });
  }
  tell('batch.updated', 'batch', batch.id);
  return { status: 201, body: batch };
}
function summary(id) {
  const mine = tables.defects.filter((d) => d.batch_id === id);
  const open = mine.filter((d) => d.state === 'open');
  const codes = [...new Set(open.map((d) => d.code))].map((code) => ({
    code,
    title: { zh: kDefects.find((k) => k[0] === code)[1], en: code },
    count: open.filter((d) => d.code === code).length,
    fixable: open.filter((d) => d.code === code && d.proposal !== null).length,
  }));
  const blocked = open.filter((d) => d.severity === 'error').length;
  return {
    rows: 2036,
    ready: 2036 - blocked,
    create: 1980 - blocked,
    update: 56,
    same: 0,
    blocked,
    defects: open.length,
    by_code: codes,
  };
}
const fieldsShown = ['name', 'uscc', 'industry_code', 'employees', 'established_on', 'contact_phone'];
function preview(id) {
  const labels = entities.enterprise.fields;
  return {
    batch: tables.batches[id - 1],
    summary: summary(id),
    sheets: [
      {
        name: '企业台账',
        hidden: false,
        recognised: true,
        header_row: 3,
        rows: 2036,
        columns: [
          ...fieldsShown.map((field, i) => ({
            letter: 'BCDEFG'[i],
            heading: labels.find((f) => f.name === field).label.zh,
            field,
            label: labels.find((f) => f.name === field).label,
          })),
          { letter: 'H', heading: '备忘', field: null },
        ],
      },
      { name: '填表说明', hidden: true, recognised: false, header_row: 0, rows: 12, columns: [] },
    ],
    rows: data.enterprises
      .slice(0, 50)
      .map((e, i) => ({
        row: i + 4,
        action: i % 30 ? 'create' : 'update',
        values: Object.fromEntries(fieldsShown.map((f) => [f, e[f]])),
      })),
  };
}

const routes = [
  [
    'GET',
    /^\/api\/welcome$/,
    () => ({
      demo: true,
      setup_required: false,
      version: '0.1.0',
      profile: 'modern',
      personas: personas.map((role) => ({ role, name: role })),
    }),
  ],
  [
    'POST',
    /^\/api\/session\/persona$/,
    ({ body }) => {
      const key = String(Math.random());
      sessions.set(key, {
        person: {
          id: 80,
          name: { officer: '赵伟', secretary: '钱芳', contact: '孙企', leader: '李明', administrator: '周管' }[
            body.role
          ],
        },
        zone: { id: 1, name: '示例经开区', demo: true, stage: '2020-06-14', today: '2020-06-14' },
        roles: [body.role],
        language: 'zh',
      });
      return {
        status: 200,
        body: sessions.get(key),
        headers: { 'Set-Cookie': `zw_session=${key}; Path=/; HttpOnly; SameSite=Strict` },
      };
    },
  ],
  [
    'POST',
    /^\/api\/session$/,
    ({ body }) => {
      throw new Refusal(
        401,
        body.login === 'totp' ? 'session.totp_required' : 'session.wrong_credentials',
        '登录名或密码不正确。',
      );
    },
  ],
  ['DELETE', /^\/api\/session$/, () => ({ status: 204, headers: { 'Set-Cookie': 'zw_session=; Path=/; Max-Age=0' } })],
  ['GET', /^\/api\/session$/, ({ session }) => session],
  [
    'POST',
    /^\/api\/setup$/,
    () => {
      throw new Refusal(422, 'setup.link_invalid', '设置链接无效、已使用或已过期。', [
        { field: 'password', code: 'password.too_short', params: { minimum: 12 } },
      ]);
    },
  ],
  [
    'GET',
    /^\/api\/describe$/,
    ({ session }) => ({
      entities,
      abilities_here: Object.fromEntries(
        Object.keys(entities).map((n) => [
          n,
          session.roles.includes('leader') || session.roles.includes('contact') ? [] : ['create', 'assign'],
        ]),
      ),
    }),
  ],
  ['GET', /^\/api\/registry\/board$/, () => board()],
  [
    'GET',
    /^\/api\/registry\/groups$/,
    () => {
      const node = (e) => {
        const children = data.enterprises.filter((c) => c.parent_id === e.id && c.id > e.id).map(node);
        return {
          id: e.id,
          name: e.name,
          entities: 1 + children.reduce((s, c) => s + c.entities, 0),
          employees: e.employees + children.reduce((s, c) => s + c.employees, 0),
          projects: 1,
          children,
        };
      };
      return data.enterprises
        .filter((e) => e.parent_id === null && data.enterprises.some((c) => c.parent_id === e.id && c.id > e.id))
        .map(node);
    },
  ],
  [
    'GET',
    /^\/api\/registry\/today$/,
    ({ session }) => ({
      persona: session.roles[0],
      unassigned: board().objects.unassigned,
      imported: tables.batches.slice(-3).reverse(),
      changed: audit.slice(0, 8).map((a) => ({ ...a, id: a.id_of })),
      mine: { firms: 28, projects: 2, residency: true },
      plans: tables.duty_plans.filter((p) => p.state === 'proposed'),
      calendar_ends_on: '2026-12-31',
    }),
  ],
  ['POST', /^\/api\/registry\/duties\/assign$/, ({ body }) => assign(body.objects, body.officer_id, body.reason)],
  [
    'POST',
    /^\/api\/registry\/duties\/(\d+)\/hand_over$/,
    ({ params, body }) => {
      const d = data.duties[params[0] - 1];
      return assign([{ kind: d.object_kind, id: d.object_id }], body.officer_id, body.note);
    },
  ],
  [
    'GET',
    /^\/api\/registry\/enterprises\/(\d+)\/dossier$/,
    ({ params, session }) => {
      const e = data.enterprises[params[0] - 1];
      if (!e) throw new Refusal(404, 'record.not_found', '没有这条记录。');
      const duty = data.duties.find(
        (d) => d.object_kind === 'enterprise' && d.object_id === e.id && d.state === 'active',
      );
      const children = data.enterprises.filter((c) => c.parent_id === e.id);
      return {
        enterprise: shown(entities.enterprise, e, session),
        facts: {
          employees: { as_of: '2020-05-31', source: '五月用工台账.xlsx' },
          uscc: { as_of: '2020-02-10', source: '企业台账.xlsx' },
          address: { as_of: '2020-02-10', source: '企业台账.xlsx' },
        },
        accountable: duty
          ? {
              officer_id: duty.officer_id,
              name: personOfOfficer(duty.officer_id),
              since: duty.starts_on,
              duty_id: duty.id,
            }
          : null,
        group: {
          ancestors: e.parent_id ? [{ id: e.parent_id, name: data.enterprises[e.parent_id - 1].name }] : [],
          children: children.map((c) => ({ id: c.id, name: c.name, children_count: 0 })),
          entities: 1 + children.length,
          employees: e.employees,
        },
        timeline: [
          ...audit.filter((a) => a.entity === 'enterprise' && a.id_of === e.id),
          {
            at: 1591927200000000,
            actor: '导入',
            action: 'created',
            entity: 'enterprise',
            summary: '企业台账.xlsx 第 12 行',
            difference: [],
          },
        ],
        completeness: { filled: 17, of: 26 },
      };
    },
  ],
  ['POST', /^\/api\/registry\/duty_plans$/, ({ body }) => propose(body)],
  [
    'GET',
    /^\/api\/registry\/duty_plans\/(\d+)\/why$/,
    () => ({
      officer: { id: 3, name: personOfOfficer(3) },
      score: 301,
      terms: terms(),
      load_price: -34,
      alternatives: [4, 5, 6].map((id, i) => ({
        officer: { id, name: personOfOfficer(id) },
        loss: 12 + i * 9,
        verdict: 'outbid',
      })),
    }),
  ],
  [
    'GET',
    /^\/api\/registry\/duty_plans\/(\d+)\/why_not$/,
    ({ query }) =>
      Number(query.get('officer_id')) % 3 === 0
        ? {
            verdict: 'ineligible',
            loss: null,
            exact: true,
            reasons: [{ code: 'missing_skill', params: { skill: '融资' } }],
            here: null,
            there: null,
            closes: [],
          }
        : {
            verdict: 'outbid',
            loss: 23,
            exact: true,
            reasons: [],
            here: { score: 280, terms: terms() },
            there: { score: 257, terms: terms() },
            closes: [{ code: 'distance', points: 23 }],
          },
  ],
  [
    'POST',
    /^\/api\/registry\/duty_plans\/(\d+)\/(adopt|discard)$/,
    ({ params }) => {
      const p = tables.duty_plans[params[0] - 1];
      p.state = params[1] === 'adopt' ? 'adopted' : 'discarded';
      tell('duty_plan.updated', 'duty_plan', p.id);
      return { assigned: 2090, moved: p.moved, ended: 0 };
    },
  ],
  [
    'POST',
    /^\/api\/registry\/tenures\/(\d+)\/hand_over$/,
    ({ params, body }) => {
      const t = data.tenures[params[0] - 1];
      t.ends_on = body.on;
      t.version++;
      data.tenures.push({
        ...t,
        id: data.tenures.length + 1,
        version: 1,
        person_id: body.person_id,
        starts_on: body.on,
        ends_on: null,
        hand_over_note: body.note,
      });
      tell('tenure.updated', 'tenure', t.id);
      return {};
    },
  ],
  [
    'POST',
    /^\/api\/registry\/teams\/(\d+)\/dissolve$/,
    ({ params }) => {
      data.teams[params[0] - 1].state = 'dissolved';
      tell('team.updated', 'team', params[0]);
      return { moved_posts: 2, ended_tenures: 2 };
    },
  ],
  ['GET', /^\/api\/jobs\/jobs\/(\d+)$/, ({ params }) => jobs[params[0] - 1]],
  [
    'POST',
    /^\/api\/jobs\/jobs\/(\d+)\/(cancel|keep)$/,
    ({ params }) => {
      const j = jobs[params[0] - 1];
      j.state = params[1] === 'cancel' ? 'cancelled' : 'done';
      return j;
    },
  ],
  ['POST', /^\/api\/intake\/batches$/, ({ query, raw }) => upload(query, raw.length)],
  ['GET', /^\/api\/intake\/batches\/(\d+)\/preview$/, ({ params }) => preview(Number(params[0]))],
  [
    'POST',
    /^\/api\/intake\/batches\/(\d+)\/fixes$/,
    ({ params, body }) => {
      const mine = tables.defects.filter((d) => d.batch_id === Number(params[0]));
      for (const d of mine) {
        if (
          d.state === 'open' &&
          d.proposal !== null &&
          (body.accept === 'all' || body.accept?.includes?.(d.id) || body.code === d.code)
        )
          d.state = 'accepted';
        if (body.ignore?.includes(d.id)) d.state = 'ignored';
        const edit = body.edit?.find((e) => e.id === d.id);
        if (edit) Object.assign(d, { state: 'edited', proposal: edit.value });
      }
      return summary(Number(params[0]));
    },
  ],
  [
    'POST',
    /^\/api\/intake\/batches\/(\d+)\/import$/,
    ({ params }) => {
      const s = summary(Number(params[0]));
      tables.batches[params[0] - 1].state = 'imported';
      tell('batch.updated', 'batch', params[0]);
      return { created: s.create, updated: s.update, same: s.same, skipped: s.blocked };
    },
  ],
  [
    'POST',
    /^\/api\/intake\/batches\/(\d+)\/undo$/,
    ({ params }) => {
      tables.batches[params[0] - 1].state = 'undone';
      return { removed: 1930, restored: 56, kept_because_changed: 1 };
    },
  ],
  [
    'GET',
    /^\/api\/projects\/ledger$/,
    () => ({
      by_class: { industrial: 18, urban: 17, livelihood: 19 },
      by_cluster: [
        { id: 1, name: '硅材料组团', projects: 11 },
        { id: 2, name: '工程机械组团', projects: 9 },
      ],
      programmes: data.programmes
        .filter((p) => p.kind === 'programme')
        .map((p) => {
          const mine = data.phases.filter((ph) => data.projects[ph.project_id - 1].programme_id === p.id);
          const sum = mine.reduce((s, x) => s + x.capacity, 0);
          return {
            id: p.id,
            name: p.name,
            target: p.target_capacity,
            sum,
            unit: p.capacity_unit,
            adds_up: sum === p.target_capacity,
            phases: mine.map((ph) => ({
              ...ph,
              unit: ph.capacity_unit,
              project: data.projects[ph.project_id - 1].name,
            })),
          };
        }),
    }),
  ],
  ['POST', /^\/api\/access\/accounts\/(\d+)\/reset$/, () => ({ initial_password: 'example-once' })],
  [
    'GET',
    /^\/api\/admin\/audit$/,
    () => ({ items: audit.map((a) => ({ ...a, id: a.id })), next: null, total: audit.length }),
  ],
  ['POST', /^\/api\/admin\/audit\/verify$/, () => ({ ok: true, count: audit.length, first_broken: null })],
  [
    'GET',
    /^\/api\/admin\/backups$/,
    () => ({ items: [{ name: 'zonewright-2020-06-14.db', bytes: 18_400_000, at: 1592100000000000 }] }),
  ],
  ['POST', /^\/api\/admin\/backups$/, () => ({ name: 'zonewright-2020-06-15.db', bytes: 18_400_000, at: now() })],
  [
    'GET',
    /^\/api\/session\/devices$/,
    () => ({
      items: [{ id: 1, agent: 'Firefox', created_at: '2020-06-14 08:00', seen_at: '2020-06-14 09:00', current: true }],
    }),
  ],
  ['GET', /^\/api\/admin\/check$/, () => ({ problems: [] })],
  [
    'GET',
    /^\/api\/(\w+)\/(\w+)\/(\d+)\/history$/,
    ({ params }) => ({
      items: audit.filter((a) => a.entity === byPlural[params[1]]?.name && a.id_of === Number(params[2])),
    }),
  ],
  ['GET', /^\/api\/(\w+)\/(\w+)$/, ({ params, query, session }) => list(known(params[1]), query, session)],
  ['GET', /^\/api\/(\w+)\/(\w+)\/(\d+)$/, ({ params, session }) => shown(known(params[1]), one(params), session)],
  [
    'POST',
    /^\/api\/(\w+)\/(\w+)$/,
    ({ params, body, session }) => {
      const entity = known(params[1]);
      validate(entity, body);
      const row = { id: Math.max(0, ...tables[entity.plural].map((r) => r.id)) + 1, version: 1, ...body };
      tables[entity.plural].push(row);
      note(session.person.name, 'created', entity.name, row);
      return { status: 201, body: shown(entity, row, session) };
    },
  ],
  [
    'PATCH',
    /^\/api\/(\w+)\/(\w+)\/(\d+)$/,
    ({ params, body, session, version }) => {
      const entity = known(params[1]),
        row = one(params);
      if (version !== `"v${row.version}"`)
        throw new Refusal(412, 'record.stale', '记录已被他人修改，请重新载入后再改。');
      validate(entity, { ...row, ...body });
      const difference = Object.keys(body).map((f) => ({ field: f, before: row[f] ?? null, after: body[f] }));
      Object.assign(row, body, { version: row.version + 1 });
      note(session.person.name, 'updated', entity.name, row, difference);
      return shown(entity, row, session);
    },
  ],
  [
    'DELETE',
    /^\/api\/(\w+)\/(\w+)\/(\d+)$/,
    ({ params }) => {
      const row = one(params);
      tables[params[1]].splice(tables[params[1]].indexOf(row), 1);
      tell('x', byPlural[params[1]].name, row.id);
      return { status: 204 };
    },
  ],
];
function known(plural) {
  if (!byPlural[plural]) throw new Refusal(404, 'route.not_found', '没有这个地址。');
  return byPlural[plural];
}
function one(params) {
  const row = tables[known(params[1]).plural].find((r) => r.id === Number(params[2]));
  if (!row) throw new Refusal(404, 'record.not_found', '没有这条记录。');
  return row;
}

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
const compressed = new Map();
function file(path, response) {
  let name = normalize(join(kDist, path));
  if (!name.startsWith(kDist) || !existsSync(name) || !extname(name)) name = join(kDist, 'index.html');
  if (!compressed.has(name)) compressed.set(name, brotliCompressSync(readFileSync(name)));
  response.writeHead(200, {
    'Content-Type': types[extname(name)] ?? 'application/octet-stream',
    'Content-Encoding': 'br',
    'Content-Security-Policy': kPolicy,
    'Cache-Control': name.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  response.end(compressed.get(name));
}

createServer(async (request, response) => {
  const url = new URL(request.url, 'http://mock');
  if (!url.pathname.startsWith('/api/')) return file(url.pathname, response);
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const raw = Buffer.concat(chunks);
  const session = sessions.get(/zw_session=([\d.]+)/.exec(request.headers.cookie ?? '')?.[1]);
  try {
    if (
      !session &&
      !/^\/api\/(welcome|setup|session\/persona)$/.test(url.pathname) &&
      !(request.method === 'POST' && url.pathname === '/api/session')
    )
      throw new Refusal(401, 'session.required', '请先登录。');
    if (url.pathname === '/api/events') {
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
      response.write(': open\n\n');
      listeners.add(response);
      return void request.on('close', () => listeners.delete(response));
    }
    const found = routes
      .map(([method, pattern, handle]) => [method === request.method && pattern.exec(url.pathname), handle])
      .find(([m]) => m);
    if (!found) throw new Refusal(404, 'route.not_found', '没有这个地址。');
    const isJson = (request.headers['content-type'] ?? '').includes('json');
    const result = found[1]({
      params: found[0].slice(1),
      query: url.searchParams,
      body: isJson && raw.length ? JSON.parse(raw) : {},
      raw,
      session,
      version: request.headers['if-match'],
    });
    const wrapped =
      result && typeof result.status === 'number' && ('headers' in result || 'body' in result || result.status === 204)
        ? result
        : { status: 200, body: result };
    response.writeHead(wrapped.status, { 'Content-Type': 'application/json; charset=utf-8', ...wrapped.headers });
    response.end(wrapped.body === undefined ? undefined : JSON.stringify(wrapped.body));
  } catch (error) {
    if (!(error instanceof Refusal)) console.error(error);
    response.writeHead(error.status ?? 500, { 'Content-Type': 'application/problem+json' });
    response.end(
      JSON.stringify({
        code: error.code ?? 'server.failed',
        message: error.message,
        problems: error.problems ?? [],
        request: 'mock',
      }),
    );
  }
}).listen(kPort, '127.0.0.1', () => console.log(`mock on http://127.0.0.1:${kPort}`));
