// The firm's requests for a contact who signed in, inside the shell: the same plain view as behind a link.
import { useState } from 'react';
import { useDescription } from '@/api/queries';
import { Button } from '@/kit/Button';
import { t } from '@/kit/i18n';
import { Loaded } from '@/kit/states';
import { useUrlState } from '@/kit/url';
import { deskOfContact } from './desk';
import { PaperForm } from './PaperForm';
import { Requests, useHome } from './Requests';

const kDesk = deskOfContact();

export default function FirmCases() {
  const [state, change] = useUrlState();
  // The description is read with the home; both then come from the cache.
  useDescription();
  const query = useHome(kDesk);
  const open = /^\d+$/.test(state['request'] ?? '') ? Number(state['request']) : undefined;
  return (
    <div className="firm-cases">
      <Loaded query={query}>
        {(home) => (
          <Requests
            desk={kDesk}
            home={home}
            open={open}
            onOpen={(id) => change({ request: id === undefined ? null : String(id) }, true)}
            after={<PrintButton firm={home.firm.name} categories={home.categories} />}
          />
        )}
      </Loaded>
    </div>
  );
}

/** In the shell the form exists only while it is printed; the page itself prints as usual. */
function PrintButton(form: Parameters<typeof PaperForm>[0]) {
  const [isPrinting, setPrinting] = useState(false);
  const print = () => {
    setPrinting(true);
    window.addEventListener('afterprint', () => setPrinting(false), { once: true });
    setTimeout(() => window.print(), 100);
  };
  return (
    <>
      <p>
        <Button tone="quiet" icon="print" onClick={print}>
          {t('desk.paper')}
        </Button>
      </p>
      {isPrinting && (
        <div className="print-alone">
          <PaperForm {...form} />
        </div>
      )}
    </>
  );
}
