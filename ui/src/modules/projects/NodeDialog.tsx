// Asks for what an act on a node needs: a phone at the gate fills it with one thumb.
import { useId, useState, type ReactNode } from 'react';
import { post } from '@/api/client';
import { refresh, useGet } from '@/api/queries';
import type { List } from '@/api/types';
import { useZoneDay } from '@/api/zone_day';
import { ActDialog } from '@/kit/ActDialog';
import { DateInput } from '@/kit/DateInput';
import { instant } from '@/kit/format';
import { language, t } from '@/kit/i18n';
import { tell } from '@/kit/toast';
import { actWord, lastReport, type NodeLine, type NodeVerb } from './variance';

type Kind = 'cause' | 'measure';

export default function NodeDialog({ node, verb, onClose }: { node: NodeLine; verb: NodeVerb; onClose: () => void }) {
  const today = useZoneDay();
  const [day, setDay] = useState(verb === 'report' ? today : '');
  const [words, setWords] = useState('');
  const [reason, setReason] = useState('');
  const [following, setFollowing] = useState(true);
  const id = useId();
  const asksDay = verb === 'report' || verb === 'replan';
  const asksWords = verb === 'report' || verb === 'refuse' || verb === 'replan' || verb === 'block';
  // ISO days compare as texts do.
  const kind: Kind | undefined =
    asksDay && day && node.expected_on && day !== node.expected_on
      ? day > node.expected_on
        ? 'cause'
        : 'measure'
      : undefined;
  const act = actWord(verb);
  const report = lastReport(node);
  const perform = () =>
    post(`/api/projects/nodes/${node.id}/${verb}`, {
      ...(asksDay ? { [verb === 'report' ? 'done_on' : 'forecast_on']: day } : {}),
      ...(asksWords ? { [verb === 'report' ? 'evidence' : 'reason']: words.trim() } : {}),
      ...(kind && reason ? { reason_id: Number(reason) } : {}),
      ...(verb === 'replan' ? { following } : {}),
    });
  return (
    <ActDialog
      title={`${act} · ${node.name}`}
      act={act}
      {...(verb === 'refuse' || verb === 'block' ? { tone: 'danger' as const } : {})}
      isReady={(!asksDay || day !== '') && (!asksWords || words.trim() !== '')}
      perform={perform}
      onDone={() => (refresh('node'), tell(t('node.done', { act })))}
      onClose={onClose}
    >
      {node.expected_on && asksDay && <p className="faint">{t('node.now_expected', { date: node.expected_on })}</p>}
      {report && (verb === 'confirm' || verb === 'refuse') && (
        <blockquote className="report">
          <p>{report.words}</p>
          <p className="faint">
            {t('node.reported_by', { person: report.person, date: report.done_on ?? '' })} · {instant(report.at)}
          </p>
        </blockquote>
      )}
      {asksDay && (
        <Field id={`${id}d`} label={t(verb === 'report' ? 'node.done_on' : 'node.expected')}>
          <DateInput id={`${id}d`} value={day} onChange={setDay} required />
        </Field>
      )}
      {kind && (
        <Field id={`${id}r`} label={t(kind === 'cause' ? 'node.cause' : 'node.measure')}>
          <Reasons id={`${id}r`} kind={kind} value={reason} onChange={setReason} />
        </Field>
      )}
      {asksWords && (
        <Field id={`${id}w`} label={t(verb === 'report' ? 'node.evidence' : 'node.why')}>
          <textarea id={`${id}w`} rows={3} value={words} required onChange={(e) => setWords(e.target.value)} />
        </Field>
      )}
      {verb === 'replan' && (
        <label className="row">
          <input type="checkbox" checked={following} onChange={(e) => setFollowing(e.target.checked)} />
          {t('node.following')}
        </label>
      )}
    </ActDialog>
  );
}

const Field = ({ id, label, children }: { id: string; label: string; children: ReactNode }) => (
  <div className="field">
    <label htmlFor={id}>{label}</label>
    {children}
  </div>
);

function Reasons({
  id,
  kind,
  value,
  onChange,
}: {
  id: string;
  kind: Kind;
  value: string;
  onChange: (value: string) => void;
}) {
  const reasons = useGet<List>('/api/projects/variance_reasons', { kind, limit: 200, sort: 'sequence' });
  return (
    <select id={id} value={value} onChange={(e) => onChange(e.target.value)}>
      <option value="">{t('node.choose')}</option>
      {reasons.data?.items.map((one) => (
        <option key={one.id} value={one.id}>
          {String((language() === 'en' && one['name_en']) || one['name'])}
        </option>
      ))}
    </select>
  );
}
