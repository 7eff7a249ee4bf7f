import type { Plugin } from 'vite';

export declare const shellWorker: () => Plugin;
