// Computed answers of the registry that are more than stored records.
import type { Change, Rec } from '@/api/types';

export type ObjectKind = 'enterprise' | 'project';
export interface Thing {
  kind: ObjectKind;
  id: number;
  name: string;
}
export interface BoardOfficer {
  id: number;
  person_id: number;
  name: string;
  station: string | null;
  capacity: number;
  load: number;
  residency: Thing | null;
  state: 'active' | 'absent' | 'left';
}
export interface Board {
  officers: BoardOfficer[];
  objects: { total: number; assigned: number; unassigned: number };
  unassigned: Thing[];
  spread: { min: number; max: number; mean: number };
}
export interface GroupNode {
  id: number;
  name: string;
  entities: number;
  employees: number;
  projects: number;
  children: GroupNode[];
}
/** The officer who answers for a firm. */
export interface Accountable {
  officer_id: number;
  name: string;
  station: string;
  since: string;
  is_residency: boolean;
}
export interface Dossier {
  enterprise: Rec;
  facts: Record<string, { as_of: string | null; source: string }>;
  accountable: Accountable | null;
  group: {
    ancestors: { id: number; name: string }[];
    children: { id: number; name: string; children_count: number }[];
    entities: number;
    employees: number;
    projects: number;
  };
  timeline: Change[];
  completeness: { filled: number; of: number };
}

export interface Plan extends Rec {
  state: 'computing' | 'proposed' | 'adopted' | 'discarded' | 'failed';
  mode: string;
  total: number | null;
  bound: number | null;
  gap_ppm: number | null;
  moved: number | null;
  added: number | null;
  kept: number | null;
  unassigned: number | null;
  verified: boolean | null;
  job_id: number | null;
  created_at: number;
  adopted_at: number | null;
}
export interface Term {
  code: string;
  points: number;
  detail?: string | Record<string, string | number> | null;
}
export interface PlanRow extends Rec {
  object_kind: ObjectKind;
  object_id: number;
  officer_id: number | null;
  previous_officer_id: number | null;
  change: 'moved' | 'new' | 'kept' | 'unassigned';
  score: number;
  terms: Term[] | string | null;
}
export type Verdict = 'ineligible' | 'outbid' | 'better' | 'chain' | 'chosen';
export interface Why {
  officer: { id: number; name: string } | null;
  score: number;
  terms: Term[];
  load_price: number;
  alternatives: { officer: { id: number; name: string }; loss: number | null; verdict: Verdict }[];
}
export interface WhyNot {
  verdict: Verdict;
  loss: number | null;
  exact: boolean;
  reasons: { code: string; params?: Record<string, string | number> }[];
  here: { score: number; terms: Term[] } | null;
  there: { score: number; terms: Term[] } | null;
  closes: Term[];
  /** Who would have to move along, in order. */
  chain?: { object: string; from: { id: number; name: string } | null; to: { id: number; name: string } | null }[];
}
