// A small panel that opens beside its button; headless behaviour from Base UI.
import { Popover as Base } from '@base-ui/react/popover';
import { useState, type ReactNode } from 'react';
import { usePopupContainer } from './Dialog';
import { Icon, type IconName } from './Icon';

export interface PopoverProps {
  label?: string;
  face?: ReactNode;
  icon?: IconName;
  className?: string;
  title?: string;
  initiallyOpen?: boolean;
  children: (close: () => void) => ReactNode;
}

export function Popover({
  label,
  face,
  icon,
  className = 'button plain small',
  children,
  title,
  initiallyOpen = false,
}: PopoverProps) {
  const [open, setOpen] = useState(initiallyOpen);
  const container = usePopupContainer();
  return (
    <Base.Root open={open} onOpenChange={setOpen}>
      <Base.Trigger className={className} aria-label={label}>
        {icon && <Icon name={icon} size={16} />}
        {face}
      </Base.Trigger>
      <Base.Portal {...(container ? { container } : {})}>
        <Base.Positioner sideOffset={6} align="start" collisionPadding={8} className="popover-place">
          <Base.Popup className="popover" aria-label={title ?? label}>
            {open && children(() => setOpen(false))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
