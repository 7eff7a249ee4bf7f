// The life of nodes and the ledger of delay as the server tells them.
import { t, type Key, type Label } from '@/kit/i18n';

export type Reason = Label & { id: number };
export interface NodeEvent {
  id: number;
  kind: string;
  at: number;
  person: string;
  words: string;
  done_on: string | null;
  before_on: string | null;
  after_on: string | null;
  reason: Reason | null;
}
export type NodeVerb = 'start' | 'report' | 'confirm' | 'refuse' | 'replan' | 'block' | 'unblock';
export interface NodeLine {
  id: number;
  version: number;
  name: string;
  is_key: boolean;
  state: string;
  planned_on: string | null;
  expected_on: string | null;
  days: number | null;
  abilities: NodeVerb[];
  events: NodeEvent[];
}
export interface ReasonDays {
  reason: Reason | null;
  days: number;
}
export interface Variance {
  ledger: {
    baseline_finish: string;
    expected_finish: string;
    variance: number;
    unexplained: number;
    lost: ReasonDays[];
    recovered: ReasonDays[];
  } | null;
  nodes: NodeLine[];
}

export const actWord = (verb: NodeVerb): string => t(`node.act.${verb}` as Key);
export const lastReport = (node: NodeLine): NodeEvent | undefined =>
  node.events.filter((event) => event.kind === 'reported').at(-1);
/** Signed with a proper minus. */
export const signed = (days: number): string => `${days < 0 ? '−' : days > 0 ? '+' : ''}${Math.abs(days)}`;
