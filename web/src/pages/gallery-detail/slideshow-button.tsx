import { ActionIcon, VisuallyHidden } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './stage.module.css';
import { SLIDE_SECONDS, type SlideshowState } from './use-slideshow.ts';

interface SlideshowButtonProps {
  state: SlideshowState;
  onToggle: () => void;
}

export const SlideshowButton = ({ state, onToggle }: SlideshowButtonProps) => {
  const { t } = useTranslation();
  const isPlaying = state === 'playing';
  const label = t(isPlaying ? 'gallery.slideshow.pause' : 'gallery.slideshow.play');
  const said = {
    untouched: '',
    playing: t('gallery.slideshow.playing', { seconds: SLIDE_SECONDS }),
    paused: t('gallery.slideshow.paused'),
    ended: t('gallery.slideshow.ended'),
  }[state];
  return (
    <>
      <ActionIcon
        className={classes.slideshow}
        variant="default"
        size="lg"
        aria-label={label}
        aria-keyshortcuts="Space"
        title={label}
        onClick={onToggle}
      >
        {isPlaying ? <IconPlayerPause size={18} /> : <IconPlayerPlay size={18} />}
      </ActionIcon>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </>
  );
};
