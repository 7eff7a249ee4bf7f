// Own calendar feeds: a link is made, shown once, and revoked; of oneself, or of a group one belongs to.
import { useState } from 'react';
import { post } from '@/api/client';
import { refresh, useAct, useGet } from '@/api/queries';
import type { List, Rec } from '@/api/types';
import { Button } from '@/kit/Button';
import { copyText } from '@/kit/copy';
import { Dialog } from '@/kit/Dialog';
import { instant } from '@/kit/format';
import { t } from '@/kit/i18n';
import { Card, Table } from '@/kit/layout';
import { Loaded } from '@/kit/states';
import { tell, tellError } from '@/kit/toast';

const kRoute = '/api/notify/feeds';

export default function CalendarFeeds({ team }: { team?: number }) {
  const query = useGet<List>(kRoute, {
    revoked_at: 'null',
    limit: 50,
    ...(team === undefined ? {} : { team_id: team }),
  });
  const [path, setPath] = useState<string | null>(null);
  const make = useAct<void, { path: string }>(() => post(kRoute, team === undefined ? {} : { team_id: team }));
  const revoke = (feed: Rec) =>
    post(`${kRoute}/${feed.id}/revoke`, {}).then(() => (refresh('feed'), tell(t('feed.revoked'))), tellError);
  const press = () =>
    make.mutate(undefined, { onSuccess: (made) => (refresh('feed'), setPath(made.path)), onError: tellError });
  return (
    <Card
      title={t('feed.title')}
      actions={
        <Button small icon="plus" busy={make.isPending} onClick={press}>
          {t('feed.make')}
        </Button>
      }
    >
      <p className="hint">{t('feed.note')}</p>
      <Loaded query={query} rows={1}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="hint">{t('feed.none')}</p>
          ) : (
            <Table
              caption={t('feed.title')}
              head={[
                t('feed.whose'),
                t('feed.made'),
                <span key="acts" className="sr-only">
                  {t('feed.revoke')}
                </span>,
              ]}
              rows={items.map((feed) => [
                feed.titles?.['team_id'] ?? t('feed.own'),
                instant(feed['created_at'] as number),
                <Button key="revoke" small tone="danger" onClick={() => void revoke(feed)}>
                  {t('feed.revoke')}
                </Button>,
              ])}
            />
          )
        }
      </Loaded>
      {path && <FeedLink path={path} onClose={() => setPath(null)} />}
    </Card>
  );
}

function FeedLink({ path, onClose }: { path: string; onClose: () => void }) {
  const address = window.location.origin + path;
  const copy = async () => tell(t((await copyText(address)) ? 'act.copied' : 'act.copy_failed'));
  return (
    <Dialog
      title={t('feed.title')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('act.close')}</Button>
          <Button tone="primary" onClick={() => void copy()}>
            {t('act.copy')}
          </Button>
        </>
      }
    >
      <p className="notice amber">{t('feed.once')}</p>
      <p className="wrap-anywhere">
        <code>{address}</code>
      </p>
    </Dialog>
  );
}
