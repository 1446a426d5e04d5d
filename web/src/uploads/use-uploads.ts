import { useSyncExternalStore } from 'react';
import { uploads } from './uploads.ts';

export const useUploads = () => useSyncExternalStore(uploads.subscribe, uploads.getItems);
