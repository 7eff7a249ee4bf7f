// What lies over the page: palette, sheet of keys, a new case, the complaint box, the outbox. Fetched apart from the frame,
// which every first page has to wait for.
import { lazy, Suspense } from 'react';
import type { Session } from '@/api/types';
import { withCases } from '@/kit/i18n';

const Palette = lazy(() => import('./Palette'));
const Shortcuts = lazy(() => import('./Shortcuts'));
const Outbox = lazy(withCases(() => import('@/modules/casework/Outbox')));
const NewCaseDialog = lazy(withCases(() => import('@/modules/casework/NewCaseDialog')));
const FeedbackDialog = lazy(withCases(() => import('@/modules/casework/FeedbackDialog')));

export type Sheet = 'palette' | 'shortcuts' | 'more' | 'case' | 'feedback' | null;

export default function Sheets({ sheet, session, close }: { sheet: Sheet; session: Session; close: () => void }) {
  return (
    <>
      <Suspense fallback={null}>
        <Outbox session={session} />
      </Suspense>
      <Suspense fallback={null}>
        {sheet === 'palette' && <Palette onClose={close} />}
        {sheet === 'shortcuts' && <Shortcuts onClose={close} />}
        {sheet === 'case' && <NewCaseDialog onClose={close} />}
        {sheet === 'feedback' && <FeedbackDialog onClose={close} />}
      </Suspense>
    </>
  );
}
