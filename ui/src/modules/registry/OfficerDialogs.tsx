// Giving duties to an officer and handing them over; an assignment is tried out first and says what it would change.
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { post, type ApiError } from '@/api/client';
import { refresh } from '@/api/queries';
import type { Problem } from '@/api/types';
import { RefPicker } from '@/fields/ref';
import { ActDialog } from '@/kit/ActDialog';
import { count } from '@/kit/format';
import { t } from '@/kit/i18n';
import { Bar, Facts } from '@/kit/layout';
import { Loaded } from '@/kit/states';
import { tell } from '@/kit/toast';
import type { ObjectKind } from './types';
import './registry.css';

export interface ObjectRef {
  kind: ObjectKind;
  id: number;
}
/** The objects themselves, or all firms a list shows and how many these were when people looked. */
export type Target = { objects: ObjectRef[] } | { matching: string; expected: number };

interface Changes {
  assigned: number;
  moved: number;
  kept: number;
}
interface Preview extends Changes {
  objects: number;
  load: number;
  capacity: number;
  problem_count: number;
  problems: Problem[];
}

const kAssign = '/api/registry/duties/assign';

/** What the assignment would do, asked anew for every officer. */
const usePreview = (target: Target, officer: number | null) =>
  useQuery<Preview, ApiError>({
    queryKey: [kAssign, target, officer],
    queryFn: () => post<Preview>(kAssign, { ...target, officer_id: officer, preview: true }),
    enabled: officer !== null,
    staleTime: 0,
    retry: false,
  });

export function AssignDialog({
  target,
  onClose,
  onDone,
}: {
  target: Target;
  onClose: () => void;
  onDone?: () => void;
}) {
  const [officer, setOfficer] = useState<number | null>(null);
  const [reason, setReason] = useState('');
  const preview = usePreview(target, officer);
  const size = 'objects' in target ? target.objects.length : target.expected;
  const changes = preview.data ? preview.data.assigned + preview.data.moved : 0;
  return (
    <ActDialog<Changes>
      title={t('assign.title', { n: count(size) })}
      act={t('assign.do')}
      isReady={preview.data?.problem_count === 0 && changes > 0}
      perform={() => post(kAssign, { ...target, officer_id: officer, reason })}
      onDone={({ assigned, moved }) => (
        refresh('duty'),
        tell(t('assign.done', { n: count(assigned + moved), moved: count(moved) })),
        onDone?.()
      )}
      onClose={onClose}
    >
      <OfficerField officer={officer} setOfficer={setOfficer} />
      {officer === null ? (
        <p className="muted">{t('assign.preview_note')}</p>
      ) : (
        <Loaded query={preview} rows={2}>
          {(answer) => <Prospect preview={answer} />}
        </Loaded>
      )}
      <NoteField label={t('assign.reason')} note={reason} setNote={setReason} />
    </ActDialog>
  );
}

function Prospect({ preview }: { preview: Preview }) {
  const isBeyond = preview.load > preview.capacity;
  const facts: [ReactNode, ReactNode][] = [
    [t('assign.first'), count(preview.assigned)],
    [t('assign.changes_hands'), count(preview.moved)],
    [t('assign.stays'), count(preview.kept)],
    [
      t('assign.load'),
      <strong className={isBeyond ? 'red' : 'plain'}>
        {t('assign.load_of', { load: count(preview.load), capacity: count(preview.capacity) })}
      </strong>,
    ],
  ];
  return (
    <div className="stack prospect" role="status">
      <Facts items={facts} />
      <Bar part={preview.capacity ? preview.load / preview.capacity : 1} hue={isBeyond ? 'red' : 'blue'} />
      {preview.problem_count > 0 ? (
        <div className="notice red">
          <p>{t('assign.refused')}</p>
          <ul>
            {preview.problems.map((problem, i) => (
              <li key={i}>{problem.message ?? problem.code}</li>
            ))}
          </ul>
          {preview.problem_count > preview.problems.length && (
            <p>{t('list.more', { n: count(preview.problem_count - preview.problems.length) })}</p>
          )}
        </div>
      ) : (
        preview.assigned + preview.moved === 0 && <p className="notice">{t('assign.nothing')}</p>
      )}
    </div>
  );
}

export function HandOverDialog({ dutyId, name, onClose }: { dutyId: number; name: string; onClose: () => void }) {
  const [officer, setOfficer] = useState<number | null>(null);
  const [note, setNote] = useState('');
  return (
    <ActDialog
      title={t('hand_over.title', { name })}
      act={t('hand_over.do')}
      isReady={officer !== null}
      perform={() => post(`/api/registry/duties/${dutyId}/hand_over`, { officer_id: officer, note })}
      onDone={() => (refresh('duty'), tell(t('hand_over.done', { name })))}
      onClose={onClose}
    >
      <OfficerField officer={officer} setOfficer={setOfficer} />
      <NoteField label={t('hand_over.note')} note={note} setNote={setNote} />
    </ActDialog>
  );
}

const OfficerField = ({
  officer,
  setOfficer,
}: {
  officer: number | null;
  setOfficer: (officer: number | null) => void;
}) => (
  <div className="field">
    <label htmlFor="officer">{t('word.officer')}</label>
    <RefPicker
      id="officer"
      entity="officer"
      label={t('word.officer')}
      value={officer}
      required
      query={{ state: 'active' }}
      onChange={setOfficer}
    />
  </div>
);

/** Some lines of free words beside an act; marked when the act needs them. */
export const NoteField = ({
  label,
  note,
  setNote,
  required,
}: {
  label: string;
  note: string;
  setNote: (note: string) => void;
  required?: boolean;
}) => (
  <label className="field">
    <span>
      {label}
      {required && ' *'}
    </span>
    <textarea rows={2} required={required} value={note} onChange={(e) => setNote(e.target.value)} />
  </label>
);
