// The cases of one firm or project on its page, with the way to a new one and, for a firm, to its own link.
import { lazy, Suspense, useState } from 'react';
import { Link } from 'wouter';
import { useGet, useMayCreate } from '@/api/queries';
import type { List } from '@/api/types';
import { useActions, type Action } from '@/kit/action';
import { Button } from '@/kit/Button';
import { count } from '@/kit/format';
import { t } from '@/kit/i18n';
import { Card as Box } from '@/kit/layout';
import { Loaded } from '@/kit/states';
import { CaseLine } from './marks';
import { Factors } from './MatrixPage';
import type { CaseStart } from './NewCaseDialog';
import { kCases, type Matrix } from './types';

const NewCaseDialog = lazy(() => import('./NewCaseDialog'));
const InviteDialog = lazy(() => import('./InviteDialog'));

const kRows = 8;

export default function ObjectCases({
  start,
  mayInvite = false,
}: {
  /** The firm or the project whose page this is; a new case begins with it. */
  start: CaseStart;
  mayInvite?: boolean;
}) {
  const [open, setOpen] = useState<'case' | 'invite' | null>(null);
  const mayCreate = useMayCreate('service_case');
  const own = start.project ? { project_id: start.project.id } : { enterprise_id: start.firm?.id };
  const query = useGet<List>(kCases, { ...own, sort: '-received_at', limit: kRows });
  const add: Action = {
    id: 'object.case',
    label: t('case.new_here'),
    icon: 'plus',
    shortcut: 'c',
    visible: mayCreate,
    perform: () => setOpen('case'),
  };
  useActions([add]);
  const total = query.data?.total ?? 0;
  const all = `/cases?${start.project ? `project_id=${start.project.id}` : `enterprise_id=${start.firm?.id}`}`;
  return (
    <Box
      title={t('nav.cases')}
      note={query.data && count(total)}
      actions={
        <>
          {mayInvite && (
            <Button small icon="link" onClick={() => setOpen('invite')}>
              {t('invite.open')}
            </Button>
          )}
          {mayCreate && (
            <Button small icon="plus" onClick={add.perform}>
              {t('case.new')}
            </Button>
          )}
        </>
      }
    >
      {start.project && <OwnFactors project={start.project.id} />}
      <Loaded query={query} rows={2}>
        {({ items }) =>
          items.length ? (
            <ul className="lines">
              {items.map((item) => (
                <CaseLine key={item.id} item={item} firm={start.project !== undefined} />
              ))}
            </ul>
          ) : (
            <p className="faint">{t('cases.none_here')}</p>
          )
        }
      </Loaded>
      {total > kRows && <Link href={all}>{t('board.all', { n: count(total) })}</Link>}
      <Suspense fallback={null}>
        {open === 'case' && <NewCaseDialog start={start} onClose={() => setOpen(null)} />}
        {open === 'invite' && start.firm && <InviteDialog firm={start.firm.id} onClose={() => setOpen(null)} />}
      </Suspense>
    </Box>
  );
}

/** The project's line of the factor matrix. */
function OwnFactors({ project }: { project: number }) {
  const { data } = useGet<Matrix>('/api/casework/matrix');
  const rows = data?.projects.filter((row) => row.id === project && Object.keys(row.cells).length > 0) ?? [];
  return data && rows.length ? <Factors categories={data.categories} rows={rows} /> : null;
}
