// Computed answers of the service desk that are more than stored records.
import type { List, Rec } from '@/api/types';

export type Light = 'none' | 'green' | 'yellow' | 'red';
export interface Brief {
  id: number;
  number: string;
  title: string;
  state: string;
}
export interface Similar extends Brief {
  score: number;
}
export interface CaseEvent {
  id: number;
  verb: string;
  from_state: string | null;
  to_state: string | null;
  at: number;
  actor: string;
  reason: string | null;
  details?: unknown;
  is_undone: boolean;
  undo_until?: number | null;
}
export interface Message {
  id: number;
  author: string;
  is_from_firm: boolean;
  is_internal: boolean;
  is_own: boolean;
  body: string;
  at: number;
}
export interface CaseFile extends Rec {
  name: string;
  bytes: number;
  step_id: number | null;
  uploaded_by: string;
  is_from_firm: boolean;
  is_internal: boolean;
  at: number;
}
export interface Step extends Rec {
  key: string;
  name: string;
  name_en: string | null;
  position: number;
  depends_on: string | null;
  state: 'waiting' | 'open' | 'done' | 'skipped';
}
export interface Standard {
  name: string;
  citation: string | null;
  legal_minutes: number;
  promised_minutes: number;
}
/** What has to happen next, in the words of the server's codes. */
export type Next =
  | 'accept'
  | 'sign_for'
  | 'reply'
  | 'close'
  | 'firm_confirms'
  | 'firm_supplies'
  | 'awaiting_superior'
  | 'awaiting_meeting'
  | 'special_procedure'
  | 'rate'
  | 'nothing';

export interface Card {
  case: Rec;
  events: CaseEvent[];
  steps: Step[];
  pauses: Rec[];
  messages: Message[];
  unread: number;
  files: CaseFile[];
  /** From here on: for the zone's own people only. */
  signers?: Rec[];
  assistances?: Rec[];
  supervisions?: Rec[];
  links?: { kind: string; case: Brief }[];
  similar?: Similar[];
  standard: Standard | null;
  used_minutes: number | null;
  limit_minutes: number | null;
  holder: { person: string; organisation: string | null; since: number } | null;
  next: { code: Next; by: number | null };
  invitations?: Rec[];
}

/** A number that is the size of a list, and the query of that list. */
export interface Figure {
  value: number;
  query: string;
}
export interface Blocker {
  id: number;
  name: string;
  alive: number;
  red: number;
  query: string;
}
/** Of a moment that has passed only what was recorded then is known. */
export interface Board {
  as_of: number;
  alive: Figure;
  red: Figure;
  yellow: Figure;
  paused: Figure;
  awaiting_firm: Figure;
  supervised?: Figure;
  unrated_closed?: Figure;
  closed_without_firm?: Figure;
  states: { state: string; cases: number; query: string }[];
  categories: { category: string; alive: number; red: number; yellow: number; query: string }[];
  forecast?: { day: string; cases: number; query: string }[];
  causes?: { cause: string; cases: number }[];
  ratings?: { rating: string | null; cases: number }[];
  blockers?: { firms: Blocker[]; projects: Blocker[] };
}

export type FactorState = 'clear' | 'open' | 'yellow' | 'red' | 'done';
export interface Factor {
  state: FactorState;
  alive: number;
  closed: number;
  nodes_open: number;
  nodes_done: number;
}
export interface MatrixRow {
  id: number;
  name: string;
  cells: Record<string, Factor>;
}
export interface Matrix {
  categories: string[];
  projects: MatrixRow[];
}

/** Something asked of a person on a case: a signature, help, a step. */
export interface Asked {
  case_id: number;
  title: string;
  what: string;
  due_at: number | null;
}
/** What a person was told and has not read; of a case, or of a channel that reaches nobody. */
export interface News {
  id: number;
  case_id: number | null;
  title: string;
  what: string;
  at: number;
}
/** What Today shows of the service desk. */
export interface Mine {
  waiting: List;
  due: List;
  signatures: Asked[];
  assistances: Asked[];
  steps: Asked[];
  unread: News[];
  /** Here `case_id` is the suggestion's own number and `title` the firm. */
  suggestions: Asked[];
  board?: Board;
  red?: List;
}

export const kCases = '/api/casework/cases';
/** What the outbox keeps in order belongs to one of these. */
export const targetOf = (id: number): string => `service_case ${id}`;
