// What a kind of field must be able to do; one file per kind beside this one, gathered in registry.ts.
import type { ReactNode } from 'react';
import type { FieldInfo, Rec, Value } from '@/api/types';

export interface InputProps {
  field: FieldInfo;
  value: Value;
  onChange: (value: Value) => void;
  id: string;
  invalid: boolean;
  describedBy?: string;
  /** The record as stored, for titles of references. */
  record?: Rec | undefined;
}
export interface CellProps {
  field: FieldInfo;
  value: Value;
  record: Rec;
}
export interface FilterProps {
  field: FieldInfo;
  /** As in the address: values parted by commas, `null` for empty. */
  value: string;
  onChange: (value: string) => void;
}
export interface FieldKind {
  Input: (props: InputProps) => ReactNode;
  Cell: (props: CellProps) => ReactNode;
  Filter?: (props: FilterProps) => ReactNode;
  /** Track of the grid column. */
  width: string;
  end?: boolean;
}
