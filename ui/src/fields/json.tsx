import { long_text } from './long_text';
import type { FieldKind } from './kind';

export const json: FieldKind = {
  width: long_text.width,
  Input: long_text.Input,
  Cell: ({ value }) => <code>{typeof value === 'string' ? value : JSON.stringify(value)}</code>,
};
