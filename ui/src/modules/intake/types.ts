// What the import shows before anything is stored.
import type { Rec, Value } from '@/api/types';
import type { Label } from '@/kit/i18n';

export interface Summary {
  rows: number;
  ready: number;
  create: number;
  update: number;
  same: number;
  blocked: number;
  defects: number;
  by_code: { code: string; title?: Label; count: number; fixable: number }[];
}
export interface Preview {
  batch: Rec;
  sheets: {
    name: string;
    hidden: boolean;
    recognised: boolean;
    header_row: number;
    rows: number;
    columns: { letter: string; heading: string; field: string | null; label?: Label | null }[];
  }[];
  summary: Summary;
  rows: { row: number; action: 'create' | 'update' | 'same' | 'blocked' | 'skipped'; values: Record<string, Value> }[];
}
export interface Defect extends Rec {
  sheet: string;
  cell: string;
  row: number;
  field: string | null;
  code: string;
  params: Record<string, string> | string | null;
  value: string | null;
  proposal: string | null;
  severity: 'error' | 'warning';
  state: 'open' | 'accepted' | 'edited' | 'ignored';
  message?: string;
}
export type Fix =
  { accept: 'all' | number[] } | { code: string } | { edit: { id: number; value: string }[] } | { ignore: number[] };
