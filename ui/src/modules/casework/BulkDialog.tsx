// One act on many cases: what it would do is counted and every refusal named before anything happens.
import { useState } from 'react';
import { Link } from 'wouter';
import { post } from '@/api/client';
import { refresh } from '@/api/queries';
import { useQuery } from '@tanstack/react-query';
import type { ApiError } from '@/api/client';
import type { Selection } from '@/fields/BulkBar';
import { ActDialog } from '@/kit/ActDialog';
import { count } from '@/kit/format';
import { t } from '@/kit/i18n';
import { Failed, Skeleton } from '@/kit/states';
import { tell } from '@/kit/toast';
import { wordOf } from './marks';
import { Chips, filled, isComplete, Members, type Values } from './Members';
import { kCases } from './types';
import { kBulk, verbOf, type VerbName } from './verbs';

interface Refused {
  id: number;
  title: string;
  code: string;
  message: string;
}
interface Preview {
  matching: number;
  possible: number;
  refused: Refused[];
}
interface Done {
  done: number;
  refused: Refused[];
}
/** Refusals shown by name; the rest is only counted. */
const kNamed = 12;

const meant = ({ ids, matching }: Selection) => (matching ? { query: matching.query } : { ids });

function usePreview(selection: Selection, verb: VerbName | null, values: Values, isReady: boolean) {
  const body = { verb, ...meant(selection), ...filled(values), preview: true };
  return useQuery<Preview, ApiError>({
    queryKey: [`${kCases}/bulk`, body],
    queryFn: ({ signal }) => post<Preview>(`${kCases}/bulk`, body, { signal }),
    enabled: verb !== null && isReady,
    staleTime: 0,
  });
}

export default function BulkDialog({ selection, onClose }: { selection: Selection; onClose: () => void }) {
  const [verb, setVerb] = useState<VerbName | null>(null);
  const [values, setValues] = useState<Values>({});
  const members = verb ? verbOf(verb).members : [];
  const isReady = verb !== null && isComplete(members, values);
  const preview = usePreview(selection, verb, values, isReady);
  const possible = (isReady && preview.data?.possible) || 0;
  const run = () =>
    post<Done>(`${kCases}/bulk`, { verb, ...meant(selection), ...filled(values), preview: false, expected: possible });
  const finish = ({ done, refused }: Done) => {
    refresh('service_case');
    tell(t(refused.length ? 'bulk.done_but' : 'bulk.done', { n: count(done), refused: count(refused.length) }));
    selection.clear();
  };
  const size = selection.matching?.total ?? selection.ids.length;
  return (
    <ActDialog
      title={t('bulk.title', { n: count(size) })}
      act={verb && possible ? t('bulk.do', { verb: t(wordOf('verb', verb)), n: count(possible) }) : t('bulk.open')}
      isReady={possible > 0 && !preview.isFetching}
      perform={run}
      onDone={finish}
      onClose={onClose}
    >
      <div className="field" role="group" aria-label={t('bulk.verb')}>
        <span>{t('bulk.verb')}</span>
        <Chips
          options={kBulk.map((name) => ({ name, label: t(wordOf('verb', name)) }))}
          value={verb ?? undefined}
          set={(name) => (setVerb(name as VerbName), setValues({}))}
        />
      </div>
      <Members members={members} values={values} change={setValues} />
      {!isReady ? (
        <p className="faint">{t('bulk.hint')}</p>
      ) : preview.data ? (
        <Outcome preview={preview.data} />
      ) : preview.error ? (
        <Failed error={preview.error} retry={() => void preview.refetch()} />
      ) : (
        <Skeleton rows={2} />
      )}
    </ActDialog>
  );
}

const Outcome = ({ preview: { matching, possible, refused } }: { preview: Preview }) => (
  <div className={`notice ${possible ? 'green' : 'amber'}`} role="status">
    <p>
      <strong>{t('bulk.preview', { possible: count(possible), matching: count(matching) })}</strong>
    </p>
    {refused.length > 0 && (
      <ul className="lines">
        {refused.slice(0, kNamed).map((one) => (
          <li key={one.id}>
            <Link href={`/cases/${one.id}`}>{one.title}</Link>
            <span className="muted">{one.message}</span>
          </li>
        ))}
        {refused.length > kNamed && <li className="faint">{t('list.more', { n: count(refused.length - kNamed) })}</li>}
      </ul>
    )}
  </div>
);
