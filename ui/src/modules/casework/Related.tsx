// Other cases that belong to this one or resemble it, and the links the firm was given.
import { Link } from 'wouter';
import { post } from '@/api/client';
import { refresh, useAct } from '@/api/queries';
import type { Rec } from '@/api/types';
import { Button } from '@/kit/Button';
import { count, instant } from '@/kit/format';
import { t } from '@/kit/i18n';
import { Card as Box, Tag } from '@/kit/layout';
import { tell, tellError } from '@/kit/toast';
import { StateTag, useChoice } from './marks';
import type { Brief, Card } from './types';

export function Related({ card }: { card: Card }) {
  const kind = useChoice('kind', 'case_link');
  const { links = [], similar = [], invitations = [] } = card;
  return (
    <>
      {links.length > 0 && (
        <Box title={t('links.title')} note={count(links.length)}>
          <ul className="lines">
            {links.map((link) => (
              <Other key={`${link.kind}${link.case.id}`} other={link.case} note={kind(link.kind)} />
            ))}
          </ul>
        </Box>
      )}
      {similar.length > 0 && (
        <Box title={t('links.similar')} note={count(similar.length)}>
          <ul className="lines">
            {similar.map((other) => (
              <Other key={other.id} other={other} />
            ))}
          </ul>
        </Box>
      )}
      {invitations.length > 0 && (
        <Box title={t('invite.given')} note={count(invitations.length)}>
          <ul className="lines">
            {invitations.map((one) => (
              <Invitation key={one.id} invitation={one} />
            ))}
          </ul>
        </Box>
      )}
    </>
  );
}

const Other = ({ other, note }: { other: Brief; note?: string }) => (
  <li>
    {note && <Tag>{note}</Tag>}
    <Link href={`/cases/${other.id}`}>{other.title}</Link>
    <span className="grow" />
    <span className="faint">{other.number}</span>
    <StateTag state={other.state} />
  </li>
);

function Invitation({ invitation }: { invitation: Rec }) {
  const purpose = useChoice('purpose', 'invitation');
  const revoke = useAct<void, Rec>(() => post<Rec>(`/api/casework/invitations/${invitation.id}/revoke`, {}));
  const press = () =>
    revoke.mutate(undefined, {
      onSuccess: () => (refresh('invitation'), tell(t('invite.revoked'))),
      onError: tellError,
    });
  const isOver = invitation['revoked_at'] != null;
  return (
    <li>
      <span>{purpose(invitation['purpose'])}</span>
      <span className="grow" />
      {isOver ? (
        <span className="faint">{t('invite.revoked_at', { at: instant(invitation['revoked_at'] as number) })}</span>
      ) : (
        <>
          <span className="faint">{t('invite.until', { at: instant(invitation['expires_at'] as number) })}</span>
          <Button small tone="danger" busy={revoke.isPending} onClick={press}>
            {t('invite.revoke')}
          </Button>
        </>
      )}
    </li>
  );
}
