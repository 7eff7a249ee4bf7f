// The acts of the office as the screens name them: icon, key, and the members a dialog has to ask for. Which of them
// somebody may do comes with every case.
import type { Tone } from '@/kit/Button';
import type { IconName } from '@/kit/Icon';

export type MemberKind =
  'text' | 'person' | 'people' | 'organisation' | 'choice' | 'days' | 'step' | 'case' | 'titles' | 'day' | 'agree';
export interface Member {
  name: string;
  kind: MemberKind;
  required?: boolean;
  /** Choices come from the description: entity and field, or fewer of them by name. */
  of?: { entity?: string; field: string; only?: string[] };
  /** A value of the case to begin with. */
  from?: string;
}
export interface Verb {
  icon: IconName;
  shortcut?: string;
  tone?: Tone;
  members: Member[];
}

const kReason: Member = { name: 'reason', kind: 'text', required: true };
const kPerson: Member = { name: 'person_id', kind: 'person', required: true };
const kUnit: Member = { name: 'organisation_id', kind: 'organisation' };
const text = (name: string, required = false): Member => ({ name, kind: 'text', required });
const choice = (
  name: string,
  field: string,
  rest: Partial<Member> & { entity?: string; only?: string[] } = {},
): Member => {
  const { entity, only, ...more } = rest;
  return { name, kind: 'choice', of: { field, ...(entity ? { entity } : {}), ...(only ? { only } : {}) }, ...more };
};
const at: Member = { name: 'step', kind: 'step' };

/** In the order in which they are offered: what moves the case on comes first. */
export const verbs = {
  sign_for: { icon: 'check', shortcut: 's', members: [] },
  take: { icon: 'duty', shortcut: 't', members: [] },
  accept: {
    icon: 'check',
    shortcut: 'a',
    members: [choice('grade', 'grade', { from: 'grade' }), choice('category', 'category', { from: 'category' })],
  },
  confirm: { icon: 'check', members: [choice('rating', 'rating'), text('note')] },
  sign: { icon: 'edit', members: [{ name: 'agree', kind: 'agree', required: true }, text('note', true)] },
  report_assistance: { icon: 'check', members: [text('outcome', true)] },
  resume: { icon: 'right', shortcut: 'p', members: [] },
  request_closure: { icon: 'check', shortcut: 'f', members: [text('result', true), choice('cause', 'cause')] },
  dispatch: { icon: 'send', shortcut: 'd', members: [kPerson, kUnit, text('note')] },
  call_back: { icon: 'history', members: [kReason] },
  rate: { icon: 'star', members: [choice('rating', 'rating', { required: true }), text('note')] },
  transfer: { icon: 'swap', members: [kPerson, kUnit, kReason] },
  pause: { icon: 'clock', shortcut: 'p', members: [choice('kind', 'pause_kind', { required: true }), kReason] },
  assist: { icon: 'people', members: [kPerson, text('task', true), { name: 'days', kind: 'days' }] },
  add_signers: {
    icon: 'people',
    members: [
      { name: 'person_ids', kind: 'people', required: true },
      choice('mode', 'mode', { entity: 'case_signer', required: true }),
      text('note'),
    ],
  },
  extend: { icon: 'calendar', members: [{ name: 'days', kind: 'days', required: true }, kReason] },
  send_back: { icon: 'undo', members: [kReason, at] },
  object: { icon: 'undo', members: [kReason] },
  urge: { icon: 'warning', members: [text('note')] },
  supervise: { icon: 'shield', members: [kReason, { name: 'days', kind: 'days' }] },
  end_supervision: { icon: 'shield', members: [kReason] },
  reopen: { icon: 'undo', members: [kReason] },
  merge: { icon: 'tree', members: [{ name: 'into_id', kind: 'case', required: true }, kReason] },
  split: { icon: 'tree', members: [{ name: 'titles', kind: 'titles', required: true }] },
  archive: { icon: 'disk', members: [] },
  refuse: { icon: 'close', tone: 'danger', members: [kReason] },
  withdraw: { icon: 'close', tone: 'danger', members: [kReason] },
  strike_off: {
    icon: 'close',
    tone: 'danger',
    members: [choice('closing', 'closing', { required: true, only: ['firm_gone', 'unreachable', 'no_firm'] }), kReason],
  },
} satisfies Record<string, Verb>;

export type VerbName = keyof typeof verbs;
/** Offered at the step itself. */
export const stepVerbs = {
  complete_step: { icon: 'check', members: [text('evidence'), { name: 'valid_until', kind: 'day' }] },
  skip_step: { icon: 'close', members: [kReason] },
} satisfies Record<string, Verb>;
export type AnyVerb = VerbName | keyof typeof stepVerbs;

/** A dialog opens only where something has to be asked or decided. */
export const asks = ({ members }: Verb): boolean => members.some((member) => member.required || member.from);

export const verbOf = (name: AnyVerb): Verb => ({ ...verbs, ...stepVerbs })[name];

/** What this person may do now, in our order. */
export const offered = (abilities: string[] | undefined): VerbName[] =>
  (Object.keys(verbs) as VerbName[]).filter((name) => abilities?.includes(name));

/** What moves a case on may stand out; what sends it back or ends it never does. */
export const isLeading = (name: VerbName): boolean =>
  Object.keys(verbs).indexOf(name) <= Object.keys(verbs).indexOf('rate');

/** Verbs that make sense for many cases at once; which of the cases they are possible for is previewed. */
export const kBulk: VerbName[] = [
  'accept',
  'take',
  'sign_for',
  'dispatch',
  'transfer',
  'urge',
  'supervise',
  'end_supervision',
  'call_back',
  'archive',
];
