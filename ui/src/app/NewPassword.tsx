// A password that must be changed is changed before anything else is shown.
import { queries } from '@/api/queries';
import { t } from '@/kit/i18n';
import { PasswordForm } from '@/modules/admin/PasswordForm';
import { EntryFrame } from './EntryFrame';

export default function NewPassword() {
  return (
    <EntryFrame title={t('password.title')} note={t('password.note')}>
      <PasswordForm autoFocus onDone={() => void queries.resetQueries()} />
    </EntryFrame>
  );
}
