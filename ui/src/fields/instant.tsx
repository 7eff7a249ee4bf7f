import { instant as readable } from '@/kit/format';
import type { FieldKind } from './kind';

export const instant: FieldKind = {
  width: '150px',
  Input: ({ value }) => <output>{readable(value as number | null)}</output>,
  Cell: ({ value }) => <>{readable(typeof value === 'number' ? value : null)}</>,
};
