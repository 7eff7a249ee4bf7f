// Dialog and drawer on the browser's own <dialog>: focus stays inside, Escape closes, focus returns afterwards.
import {
  createContext,
  useContext,
  useEffect,
  useId,
  useRef,
  useState,
  type ReactNode,
  type SyntheticEvent,
} from 'react';
import { Button } from './Button';
import { t } from './i18n';

/** Popups opened inside a dialog must live in it: everything outside the top layer is inert. */
const Container = createContext<HTMLElement | null>(null);
export const usePopupContainer = (): HTMLElement | null => useContext(Container);

interface DialogProps {
  title: ReactNode;
  onClose: () => void;
  children: ReactNode;
  footer?: ReactNode;
  side?: boolean;
  wide?: boolean;
  bare?: boolean;
  label?: string;
}

export function Dialog({ title, onClose, children, footer, side, wide, bare, label }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const [container, setContainer] = useState<HTMLElement | null>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    const before = document.activeElement;
    if (!dialog.open) dialog.showModal();
    setContainer(dialog);
    return () => {
      dialog.close();
      // Where it came from may be gone, or have been nothing; then the page itself goes on.
      const goesOn = before instanceof HTMLElement && before.isConnected && before !== document.body;
      (goesOn ? before : document.getElementById('main'))?.focus({ preventScroll: true });
    };
  }, []);
  useEffect(() => {
    // People come to type, not to close: the first field gets the focus, the close button only without one.
    if (!container || container.querySelector('[autofocus]')?.contains(document.activeElement)) return;
    if (!container.querySelector('.dialog-body')?.contains(document.activeElement))
      container
        .querySelector<HTMLElement>(
          '.dialog-body :is(input, select, textarea):not(:disabled, [type="file"], [tabindex="-1"])',
        )
        ?.focus();
  }, [container]);
  const cancel = (event: SyntheticEvent) => {
    event.preventDefault();
    onClose();
  };
  return (
    <dialog
      ref={ref}
      className={`dialog${side ? ' side' : ''}${wide ? ' wide' : ''}${bare ? ' bare' : ''}`}
      aria-labelledby={label ? undefined : titleId}
      aria-label={label}
      onCancel={cancel}
      onMouseDown={(event) => event.target === ref.current && onClose()}
    >
      <Container.Provider value={container}>
        <div className="dialog-box">
          {!bare && (
            <header>
              <h2 id={titleId}>{title}</h2>
              <Button tone="quiet" icon="close" iconOnly onClick={onClose}>
                {t('act.close')}
              </Button>
            </header>
          )}
          <div className="dialog-body">{container && children}</div>
          {footer && <footer>{footer}</footer>}
        </div>
      </Container.Provider>
    </dialog>
  );
}
