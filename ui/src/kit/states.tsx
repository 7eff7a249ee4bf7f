// The four faces of a part of a page: waiting, empty, failed, offline.
import type { ReactNode } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import { ApiError, messageOf } from '@/api/client';
import { Button } from './Button';
import { Icon, type IconName } from './Icon';
import { t } from './i18n';

export function Skeleton({ rows = 6 }: { rows?: number }) {
  return (
    <div className="skeleton" role="status" aria-label={t('state.loading')}>
      {Array.from({ length: rows }, (_, i) => (
        <span key={i} />
      ))}
    </div>
  );
}

export function Empty({ icon = 'info', title, children }: { icon?: IconName; title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <Icon name={icon} size={28} />
      <p>{title}</p>
      {children && <div className="row">{children}</div>}
    </div>
  );
}

export function Failed({ error, retry }: { error: unknown; retry?: () => void }) {
  const isOffline = error instanceof ApiError && error.offline;
  const isForbidden = error instanceof ApiError && error.status === 403;
  return (
    <div className="empty" role="alert">
      <Icon name={isForbidden ? 'shield' : 'warning'} size={28} />
      <p>{isOffline ? t('state.offline') : isForbidden ? t('state.forbidden') : messageOf(error)}</p>
      {error instanceof ApiError && error.request && (
        <p className="faint">{t('state.request', { id: error.request })}</p>
      )}
      {retry && !isForbidden && <Button onClick={retry}>{t('act.retry')}</Button>}
    </div>
  );
}

/** Shows the answer when it is there; otherwise says why it is not. */
export function Loaded<T>({
  query,
  rows,
  children,
}: {
  query: Pick<UseQueryResult<T, ApiError>, 'data' | 'error' | 'refetch'>;
  rows?: number;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) return <Failed error={query.error} retry={() => void query.refetch()} />;
  return <Skeleton {...(rows ? { rows } : {})} />;
}
