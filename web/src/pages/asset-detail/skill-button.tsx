import type { Asset } from '@nekohub/client';
import { IconWand } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { RunSkillMenu } from '../../skills/run-skill-menu.tsx';
import { useSkillRun } from '../../skills/use-skill-run.tsx';
import { BusyButton } from '../../ui/busy-button.tsx';

interface SkillButtonProps {
  asset: Asset;
  /** When one is under way, such as to show where it can be followed. */
  onStarted: () => void;
}

/** Runs a skill on the asset. */
export const SkillButton = ({ asset, onStarted }: SkillButtonProps) => {
  const { t } = useTranslation();
  const { run, isStarting, isFollowing, error } = useSkillRun(asset);
  return (
    <RunSkillMenu
      isStarting={isStarting}
      error={error}
      onRun={(order, onClosed) =>
        run(order, () => {
          onClosed();
          onStarted();
        })
      }
    >
      <BusyButton
        variant="default"
        leftSection={<IconWand size={16} aria-hidden="true" />}
        busy={isStarting || isFollowing}
      >
        {t('skills.open')}
      </BusyButton>
    </RunSkillMenu>
  );
};
