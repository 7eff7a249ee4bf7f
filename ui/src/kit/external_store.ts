// React has it built in; the libraries' shim for older versions is not shipped.
export { useSyncExternalStore } from 'react';
