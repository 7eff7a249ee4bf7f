// What the server answers, as far as the screens name it; fields of entities come from its description.
import type { Label } from '@/kit/i18n';

export type Kind =
  'ref' | 'text' | 'long_text' | 'integer' | 'money' | 'boolean' | 'date' | 'instant' | 'choice' | 'json';
export type Value = string | number | boolean | null | undefined;

export interface FieldInfo {
  name: string;
  label: Label;
  kind: Kind;
  required?: boolean;
  unique?: boolean;
  read_only?: boolean;
  list?: boolean;
  search?: boolean;
  min?: number | null;
  max?: number | null;
  max_length?: number;
  unit?: string;
  refers_to?: string;
  data_class?: string;
  purpose?: string;
  /** Shown with its middle starred in records the reader does not own. */
  masked?: boolean;
  choices?: { name: string; label: Label }[];
}
export interface EntityInfo {
  module: string;
  name: string;
  plural: string;
  label: Label;
  title: string;
  route: string;
  fields: FieldInfo[];
}
export interface Description {
  entities: Record<string, EntityInfo>;
  abilities_here: Record<string, string[]>;
}

/** One stored record: its own fields beside the ones every record has. */
export interface Rec {
  id: number;
  version: number;
  titles?: Record<string, string>;
  abilities?: string[];
  // Fields are known by the description at run time; a cast names them where a screen needs one.
  [field: string]: unknown;
}
export interface List<T = Rec> {
  items: T[];
  next: string | null;
  /** Missing where counting would cost more than it tells. */
  total?: number;
}

export interface Problem {
  code: string;
  field: string;
  params?: Record<string, string> | [string, string][];
  message?: string;
}

export type Role = 'officer' | 'secretary' | 'contact' | 'leader' | 'administrator' | 'auditor';
export interface Welcome {
  demo: boolean;
  setup_required: boolean;
  version: string;
  profile: string;
  personas?: { role: Role; name: string }[];
}
export interface Session {
  person: { id: number; name: string };
  zone: { id: number; name: string; demo: boolean; stage?: string; today?: string };
  roles: Role[];
  language?: string;
  totp_enrolled?: boolean;
  must_change_password?: boolean;
}

export interface Difference {
  field: string;
  label?: Label;
  before: unknown;
  after: unknown;
}
export interface Change {
  at: number;
  actor: string;
  action: string;
  entity?: string;
  id?: number;
  title?: string;
  summary?: string;
  version?: number;
  difference?: Difference[] | Record<string, unknown>;
}

/** Durable background work; `progress` is what its kind reports. */
export interface Job {
  id: number;
  kind: string;
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled' | 'interrupted';
  progress?: { done?: number; total?: number; best?: number; bound?: number | null; phase?: string } | null;
  problems?: Problem[] | null;
}
