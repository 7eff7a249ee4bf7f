// What was sent, what waits, what the other side refused and why; a failed message can be sent again.
import { post, sentence } from '@/api/client';
import { refresh, useAct, useEntity } from '@/api/queries';
import type { Problem, Rec } from '@/api/types';
import { RecordList } from '@/fields/RecordList';
import { Button } from '@/kit/Button';
import { t } from '@/kit/i18n';
import { tell, tellError } from '@/kit/toast';

const kEntity = 'delivery';
const kColumns = ['channel_id', 'state', 'is_urgent', 'notice_count', 'opened_at', 'attempts', 'next_at', 'sent_at'];

export default function Deliveries() {
  return <RecordList bare entity={kEntity} columns={kColumns} extra={(delivery) => <Outcome delivery={delivery} />} />;
}

function Outcome({ delivery }: { delivery: Rec }) {
  const entity = useEntity(kEntity);
  const again = useAct<void, Rec>(() => post<Rec>(`${entity?.route}/${delivery.id}/again`, {}));
  const problems = Array.isArray(delivery['problems']) ? (delivery['problems'] as Problem[]) : [];
  return (
    <div className="stack">
      {problems.length > 0 && (
        <p className="notice amber">
          {t('delivery.why')}: {problems.map(sentence).join(' ')}
        </p>
      )}
      {delivery.abilities?.includes('again') && (
        <div>
          <Button
            busy={again.isPending}
            onClick={() =>
              again.mutate(undefined, {
                onSuccess: () => (refresh(kEntity), tell(t('delivery.again_done'))),
                onError: tellError,
              })
            }
          >
            {t('delivery.again')}
          </Button>
        </div>
      )}
    </div>
  );
}
