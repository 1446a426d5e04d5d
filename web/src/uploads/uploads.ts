import { client, session } from '../api/session.ts';
import { refetchAssetLists } from '../data/asset-lists.ts';
import { queryClient } from '../data/query-client.ts';
import { bootstrapQuery } from '../data/system.ts';
import { sleep } from './sleep.ts';
import { enrichChoice, holdChoice, storageChoice } from './upload-choices.ts';
import { isUnfinished } from './upload-item.ts';
import { createUploadQueue } from './upload-queue.ts';

/** The queue of this tab. It outlives the pages, so that one works on while files are sent. */
export const uploads = createUploadQueue({
  upload: client.upload,
  storage: storageChoice.get,
  holds: holdChoice.get,
  enriches: enrichChoice.get,
  parallel: 3,
  now: () => performance.now(),
  sleep,
  limits: async () => {
    const { maxUploadSizeBytes, allowedContentTypes } = await queryClient.ensureQueryData(bootstrapQuery);
    return { maxBytes: maxUploadSizeBytes, contentTypes: allowedContentTypes };
  },
  onUploaded: () => void refetchAssetLists(queryClient),
  preview: {
    create: (file) => (file.type.startsWith('image/') ? URL.createObjectURL(file) : null),
    release: (url) => URL.revokeObjectURL(url),
  },
});

// They were the user's; nobody else may go on with them, nor see their names.
session.onUserGone(() => {
  uploads.clear();
  for (const choice of [storageChoice, holdChoice, enrichChoice]) choice.reset();
});

// Closing the tab would end them without a word.
addEventListener('beforeunload', (event) => {
  if (uploads.getItems().some(isUnfinished)) event.preventDefault();
});
