import { Button, Menu } from '@mantine/core';
import type { Asset } from '@nekohub/client';
import { IconWand } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../console-ui/dialog.tsx';
import { useLastGiven } from '../console-ui/use-last-given.ts';
import { skillsQuery } from '../data/runs.ts';
import { SkillForm } from './skill-form.tsx';
import { offeredSkills, skillText } from './skill-names.ts';
import { parametersOf } from './skill-parameters.ts';
import { useSkillRun } from './use-skill-run.tsx';

interface RunSkillMenuProps {
  asset: Asset;
  /** When one is under way, such as to show where it can be followed. */
  onStarted: () => void;
}

/** The skills that can be run on an asset; those with parameters ask for them. */
export const RunSkillMenu = ({ asset, onStarted }: RunSkillMenuProps) => {
  const { t } = useTranslation();
  const { data: skills } = useQuery(skillsQuery);
  const { run, isStarting, isFollowing, error } = useSkillRun(asset);
  const [asking, setAsking] = useState<string | null>(null);
  const asked = useLastGiven(asking);
  const close = () => setAsking(null);
  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button
            variant="default"
            leftSection={<IconWand size={16} aria-hidden="true" />}
            loading={isStarting || isFollowing}
          >
            {t('skills.open')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {offeredSkills(skills ?? []).map((skillName) => (
            <Menu.Item
              key={skillName}
              onClick={() =>
                parametersOf(skillName).length > 0 ? setAsking(skillName) : run({ skillName }, onStarted)
              }
            >
              {skillText(t, skillName)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Dialog opened={asking !== null} onClose={close} title={asked === null ? '' : skillText(t, asked)}>
        {asked !== null && (
          <SkillForm
            skillName={asked}
            busy={isStarting}
            error={error}
            onClose={close}
            onRun={(parameters) =>
              run({ skillName: asked, parameters }, () => {
                close();
                onStarted();
              })
            }
          />
        )}
      </Dialog>
    </>
  );
};
