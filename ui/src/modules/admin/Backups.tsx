// Copies of the data and the system's check of itself.
import { post } from '@/api/client';
import { refresh, useAct, useGet } from '@/api/queries';
import type { Problem } from '@/api/types';
import { sentence } from '@/api/client';
import { Button } from '@/kit/Button';
import { bytes, instant } from '@/kit/format';
import { t } from '@/kit/i18n';
import { Card, Table } from '@/kit/layout';
import { Empty, Loaded } from '@/kit/states';
import { tell, tellError } from '@/kit/toast';

interface Backup {
  name: string;
  bytes: number;
  at?: number;
}

export default function Backups() {
  const query = useGet<{ items: Backup[] } | Backup[]>('/api/admin/backups');
  const make = useAct<void, Backup>(() => post('/api/admin/backups'));
  const check = useGet<{ problems: Problem[] }>('/api/admin/check', undefined, { enabled: false });
  return (
    <div className="stack">
      <Card
        title={t('admin.backups')}
        actions={
          <Button
            small
            tone="primary"
            icon="disk"
            busy={make.isPending}
            onClick={() =>
              make.mutate(undefined, {
                onSuccess: (b) => (refresh(), tell(t('backup.made', { name: b.name }))),
                onError: tellError,
              })
            }
          >
            {t('backup.make')}
          </Button>
        }
      >
        <Loaded query={query} rows={3}>
          {(data) => {
            const items = Array.isArray(data) ? data : data.items;
            return items.length ? (
              <Table
                caption={t('admin.backups')}
                head={[t('backup.name'), t('backup.size'), t('audit.at')]}
                rows={items.map((b) => [<code key="n">{b.name}</code>, bytes(b.bytes), instant(b.at ?? null)])}
              />
            ) : (
              <Empty icon="disk" title={t('backup.none')} />
            );
          }}
        </Loaded>
        <p className="faint">{t('backup.restore_hint')}</p>
      </Card>
      <Card
        title={t('check.title')}
        actions={
          <Button small icon="shield" busy={check.isFetching} onClick={() => void check.refetch()}>
            {t('check.run')}
          </Button>
        }
      >
        {check.error ? (
          <p className="notice red" role="alert">
            {check.error.message}
          </p>
        ) : !check.data ? (
          <p className="faint">{t('check.note')}</p>
        ) : check.data.problems.length === 0 ? (
          <p className="notice green" role="status">
            {t('check.ok')}
          </p>
        ) : (
          <ul>
            {check.data.problems.map((p, i) => (
              <li key={i}>
                {p.field && <code>{p.field}</code>} {sentence(p)}
              </li>
            ))}
          </ul>
        )}
      </Card>
    </div>
  );
}
