// The links given to firms: which are valid, until when, and the end of one at once.
import { useState } from 'react';
import { post } from '@/api/client';
import { refresh, useAct, useEntity } from '@/api/queries';
import type { Rec } from '@/api/types';
import { RecordList } from '@/fields/RecordList';
import { Button } from '@/kit/Button';
import { t } from '@/kit/i18n';
import { Tag } from '@/kit/layout';
import { tell, tellError } from '@/kit/toast';
import type { Column } from '@/kit/VirtualTable';
import { InvitationLink, InviteFirm } from './InviteFirm';

const kEntity = 'invitation';
const kColumns = ['enterprise_id', 'purpose', 'created_at', 'expires_at'];

const isValid = (record: Rec): boolean =>
  record['revoked_at'] == null && Number(record['expires_at']) > Date.now() * 1000;

function extraColumns(): Column<Rec>[] {
  return [
    {
      key: 'valid',
      title: t('invitation.state'),
      width: '96px',
      phone: true,
      cell: (record) => (
        <Tag hue={isValid(record) ? 'green' : 'grey'}>
          {t(isValid(record) ? 'invitation.valid' : 'invitation.ended')}
        </Tag>
      ),
    },
    {
      key: 'revoke',
      title: t('invitation.revoke'),
      width: '150px',
      phone: true,
      cell: (record) => record.abilities?.includes('revoke') && <Revoke record={record} />,
    },
  ];
}

export default function Invitations() {
  const [isInviting, setInviting] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  return (
    <>
      <RecordList
        bare
        pagesOnly
        entity={kEntity}
        columns={kColumns}
        extraColumns={extraColumns}
        filters={
          <Button icon="plus" onClick={() => setInviting(true)}>
            {t('invitation.new')}
          </Button>
        }
      />
      {isInviting && <InviteFirm onMade={setMade} onClose={() => setInviting(false)} />}
      {made && <InvitationLink path={made} onClose={() => setMade(null)} />}
    </>
  );
}

/** The first press asks, the second revokes; a revoked link does not come back. */
function Revoke({ record }: { record: Rec }) {
  const entity = useEntity(kEntity);
  const [isSure, setSure] = useState(false);
  const act = useAct<void, unknown>(() => post(`${entity?.route}/${record.id}/revoke`, {}));
  const press = () =>
    isSure
      ? act.mutate(undefined, {
          onSuccess: () => (refresh(kEntity), tell(t('invitation.revoked'))),
          onError: tellError,
        })
      : setSure(true);
  return (
    <Button
      small
      tone="danger"
      busy={act.isPending}
      onClick={(event) => {
        // The row behind the button would open.
        event.stopPropagation();
        press();
      }}
    >
      {t(isSure ? 'invitation.revoke_sure' : 'invitation.revoke')}
    </Button>
  );
}
