// Everything that can be printed, chosen and seen before it is printed: the papers of a case, the empty form, the checklists.
import { useGet } from '@/api/queries';
import type { List } from '@/api/types';
import { ActionButton, useActions, type Action } from '@/kit/action';
import { t, type Key } from '@/kit/i18n';
import { Page } from '@/kit/layout';
import { Loaded } from '@/kit/states';
import { useUrlState } from '@/kit/url';
import { titleIn } from '../marks';
import { kCases, type Card } from '../types';
import { ChecklistSheet, IntakeSheet } from './blank_sheets';
import { CaseSheet, kCaseSheets } from './case_sheets';

const usePrint = (): Action => {
  const print: Action = { id: 'paper.print', label: t('act.print'), icon: 'print', perform: () => window.print() };
  useActions([print]);
  return print;
};

/** The papers of one case. */
export function CasePaper({ params }: { params: Record<string, string | undefined> }) {
  const [state, change] = useUrlState();
  const print = usePrint();
  const name = kCaseSheets.find((one) => one === state['sheet']) ?? 'case';
  const query = useGet<Card>(`${kCases}/${params['id']}/card`);
  return (
    <Page
      title={t('sheet.title')}
      crumbs={[{ href: `/cases/${params['id']}`, label: t('sheet.of_case') }]}
      actions={<ActionButton action={print} tone="primary" />}
    >
      <div className="chips no-print" role="group" aria-label={t('sheet.choose')}>
        {kCaseSheets.map((one) => (
          <button key={one} type="button" aria-pressed={one === name} onClick={() => change({ sheet: one }, true)}>
            {t(`sheet.${one}` as Key)}
          </button>
        ))}
      </div>
      <Loaded query={query}>{(card) => <CaseSheet card={card} name={name} />}</Loaded>
    </Page>
  );
}

/** The empty intake form, and every checklist in force. */
export default function BlankPaper() {
  const [state, change] = useUrlState();
  const print = usePrint();
  const templates = useGet<List>('/api/casework/templates', { limit: 200, sort: 'code', state: 'published' });
  const chosen = /^\d+$/.test(state['template'] ?? '') ? Number(state['template']) : undefined;
  return (
    <Page title={t('sheet.title')} actions={<ActionButton action={print} tone="primary" />}>
      <div className="chips no-print" role="group" aria-label={t('sheet.choose')}>
        <button type="button" aria-pressed={chosen === undefined} onClick={() => change({ template: null }, true)}>
          {t('sheet.intake')}
        </button>
        {templates.data?.items.map((one) => (
          <button
            key={one.id}
            type="button"
            aria-pressed={one.id === chosen}
            onClick={() => change({ template: String(one.id) }, true)}
          >
            {titleIn(one['name'], one['name_en'])}
          </button>
        ))}
      </div>
      {chosen === undefined ? <IntakeSheet /> : <ChecklistSheet key={chosen} id={chosen} />}
    </Page>
  );
}
