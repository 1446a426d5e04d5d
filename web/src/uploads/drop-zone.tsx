import { Portal } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './drop-zone.module.css';
import { takeDropped } from './dropped-files.ts';
import { pastedPictures } from './files-from.ts';
import { uploads } from './uploads.ts';
import { useUploadVisibility } from './visibility-choice.ts';

const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

const takesText = (target: EventTarget | null) =>
  target instanceof Element && target.closest('input, textarea, [contenteditable]') !== null;

/** Takes files dropped or pasted anywhere on the page. */
export const DropZone = () => {
  const { t } = useTranslation();
  const { isPublic } = useUploadVisibility();
  const [over, setOver] = useState(false);

  useEffect(() => {
    // Entering a child fires before leaving its parent, so the two are counted.
    let depth = 0;
    const controller = new AbortController();
    const on = <Name extends keyof WindowEventMap>(name: Name, listener: (event: WindowEventMap[Name]) => void) =>
      addEventListener(name, listener, { signal: controller.signal });
    const leave = () => {
      depth = 0;
      setOver(false);
    };
    on('dragenter', (event) => {
      if (!carriesFiles(event)) return;
      depth += 1;
      setOver(true);
    });
    on('dragleave', (event) => {
      if (!carriesFiles(event)) return;
      depth -= 1;
      if (depth <= 0) leave();
    });
    on('dragover', (event) => {
      if (carriesFiles(event)) event.preventDefault();
    });
    on('drop', (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      leave();
      if (event.dataTransfer !== null) takeDropped(event.dataTransfer.items, (files) => uploads.add(files, isPublic));
    });
    on('paste', (event) => {
      const { clipboardData } = event;
      if (clipboardData === null || event.defaultPrevented || takesText(event.target)) return;
      const pictures = pastedPictures(clipboardData.files, clipboardData.getData('text/plain'), new Date());
      if (pictures.length === 0) return;
      event.preventDefault();
      uploads.add(pictures, isPublic);
    });
    return () => controller.abort();
  }, [isPublic]);

  if (!over) return null;
  return (
    <Portal>
      <div className={classes.overlay}>
        <p className={classes.text}>
          <IconUpload size={28} aria-hidden="true" />
          {t('upload.drop')}
        </p>
      </div>
    </Portal>
  );
};
