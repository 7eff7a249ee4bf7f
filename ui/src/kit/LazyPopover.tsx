// A popover whose machinery is fetched when somebody first wants it; until then it is a plain button.
import { lazy, Suspense, useState } from 'react';
import { Icon } from './Icon';
import type { PopoverProps } from './Popover';

const load = () => import('./Popover');
const Popover = lazy(() => load().then((m) => ({ default: m.Popover })));

export function LazyPopover(props: PopoverProps) {
  const [isWanted, setWanted] = useState(false);
  const face = (
    <button
      type="button"
      className={props.className ?? 'button plain small'}
      aria-haspopup="dialog"
      aria-expanded="false"
      aria-label={props.label}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={() => setWanted(true)}
    >
      {props.icon && <Icon name={props.icon} size={16} />}
      {props.face}
    </button>
  );
  if (!isWanted) return face;
  return (
    <Suspense fallback={face}>
      <Popover {...props} initiallyOpen />
    </Suspense>
  );
}
