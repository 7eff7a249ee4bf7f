// Buttons and links that look like buttons; one primary per view.
import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Link } from 'wouter';
import { Icon, type IconName } from './Icon';

export type Tone = 'primary' | 'plain' | 'quiet' | 'danger';

interface Look {
  tone?: Tone;
  small?: boolean;
  icon?: IconName;
  /** Only the icon is drawn; the text stays for readers of the screen. */
  iconOnly?: boolean;
}

const classOf = ({ tone = 'plain', small, iconOnly }: Look) =>
  `button ${tone}${small ? ' small' : ''}${iconOnly ? ' icon-only' : ''}`;

function Face({ icon, iconOnly, children }: Look & { children?: ReactNode }) {
  return (
    <>
      {icon && <Icon name={icon} size={16} />}
      {iconOnly ? <span className="sr-only">{children}</span> : children}
    </>
  );
}

export function Button({
  tone,
  small,
  icon,
  iconOnly,
  busy,
  children,
  disabled,
  title,
  ...rest
}: Look & ButtonHTMLAttributes<HTMLButtonElement> & { busy?: boolean }) {
  const look = { ...(tone ? { tone } : {}), ...(small ? { small } : {}), ...(iconOnly ? { iconOnly } : {}) };
  return (
    <button
      type="button"
      {...rest}
      className={classOf(look)}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      title={title ?? (iconOnly && typeof children === 'string' ? children : undefined)}
    >
      <Face {...(icon ? { icon } : {})} {...look}>
        {children}
      </Face>
    </button>
  );
}

export function ButtonLink({
  href,
  children,
  tone,
  small,
  icon,
  iconOnly,
}: Look & { href: string; children: ReactNode }) {
  const look = { ...(tone ? { tone } : {}), ...(small ? { small } : {}), ...(iconOnly ? { iconOnly } : {}) };
  return (
    <Link href={href} className={classOf(look)}>
      <Face {...(icon ? { icon } : {})} {...look}>
        {children}
      </Face>
    </Link>
  );
}
