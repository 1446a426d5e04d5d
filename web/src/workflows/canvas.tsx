import '@xyflow/react/dist/base.css';
import { IconArrowBackUp, IconArrowForwardUp, IconArrowsSort } from '@tabler/icons-react';
import {
  Background,
  ControlButton,
  Controls,
  type EdgeChange,
  MarkerType,
  type NodeChange,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from '@xyflow/react';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePhone } from '../console-ui/use-phone.ts';
import { useFormat } from '../format/use-format.ts';
import { skillText } from '../skills/skill-names.ts';
import classes from './canvas.module.css';
import { carriedSkill, carriesSkill } from './carried-skill.ts';
import * as change from './draft.ts';
import { STEP_SIZE } from './layout.ts';
import { LinkEdge, type LinkEdgeType } from './link-edge.tsx';
import { StepNode, type StepNodeType } from './step-node.tsx';
import { stepSummary } from './step-text.ts';
import { useCanvasTexts } from './use-canvas-texts.ts';

const nodeTypes = { step: StepNode };
const edgeTypes = { link: LinkEdge };
const fit = { padding: 0.15, maxZoom: 1 };
const GRID: [number, number] = [8, 8];

interface CanvasProps {
  draft: change.Draft;
  faultyIds: ReadonlySet<string>;
  readOnly: boolean;
  /** How many steps were added by a button so far. */
  added: number;
  onChange: (change: (draft: change.Draft) => change.Draft) => void;
  /** Undefined when there is nothing to take back, or to do again. */
  onUndo: (() => void) | undefined;
  onRedo: (() => void) | undefined;
}

/** The steps as a picture: skills are dropped here, and steps are moved and connected. */
export const Canvas = (props: CanvasProps) => (
  <ReactFlowProvider>
    <Flow {...props} />
  </ReactFlowProvider>
);

const Flow = ({ draft, faultyIds, readOnly, added, onChange, onUndo, onRedo }: CanvasProps) => {
  const { t } = useTranslation();
  const format = useFormat();
  const phone = usePhone();
  const texts = useCanvasTexts();
  const flow = useReactFlow();
  const frame = useRef<HTMLDivElement>(null);
  const [selectedLink, setSelectedLink] = useState<string | null>(null);
  const { steps, links, direction, selectedId } = draft;
  const nameOf = (id: string) => skillText(t, steps.find((step) => step.id === id)?.skillName ?? '');

  const [wasEmpty] = useState(steps.length === 0);
  const [arranged, setArranged] = useState(0);

  useEffect(() => {
    // What was added by a button may lie outside of what is seen; what was dropped stays where it was.
    if (added + arranged > 0) void flow.fitView(fit);
  }, [added, arranged, flow]);

  const nodes = steps.map((step, index): StepNodeType => {
    const name = skillText(t, step.skillName);
    return {
      id: step.id,
      type: 'step',
      position: step.position,
      measured: STEP_SIZE,
      selected: step.id === selectedId,
      ariaLabel: t('workflows.step', { number: index + 1, name }),
      data: {
        number: index + 1,
        name,
        summary: stepSummary({ t, percent: format.percent }, step),
        isFaulty: faultyIds.has(step.id),
        direction,
      },
    };
  });
  const edges = links.map((link): LinkEdgeType => {
    const id = change.linkId(link);
    return {
      id,
      ...link,
      type: 'link',
      selected: id === selectedLink,
      markerEnd: { type: MarkerType.ArrowClosed, color: 'var(--line-strong)' },
      ariaLabel: t('workflows.link', { from: nameOf(link.source), to: nameOf(link.target) }),
      data: { onRemove: () => onChange((current) => change.disconnect(current, id)) },
    };
  });

  const onNodesChange = (changes: NodeChange<StepNodeType>[]) => {
    for (const one of changes) {
      if (one.type === 'position' && one.position) {
        const { id, position } = one;
        onChange((current) => change.placeStep(current, id, position));
      }
    }
    const selections = changes.filter((one) => one.type === 'select');
    const chosen = selections.find(({ selected }) => selected);
    if (selections.length > 0) onChange((current) => change.select(current, chosen?.id ?? null));
  };
  const onEdgesChange = (changes: EdgeChange<LinkEdgeType>[]) => {
    const selections = changes.filter((one) => one.type === 'select');
    if (selections.length > 0) setSelectedLink(selections.find(({ selected }) => selected)?.id ?? null);
  };
  // The draft decides what goes with a step.
  const onBeforeDelete = async (gone: { nodes: { id: string }[]; edges: { id: string }[] }) => {
    // The keys count on the canvas alone, not for whoever works in the list beside it.
    if (readOnly || !frame.current?.contains(document.activeElement)) return false;
    onChange((current) =>
      gone.nodes.length > 0
        ? gone.nodes.reduce((rest, { id }) => change.removeStep(rest, id), current)
        : gone.edges.reduce((rest, { id }) => change.disconnect(rest, id), current),
    );
    return false;
  };

  const arrange = () => {
    onChange(change.arrange);
    setArranged(arranged + 1);
  };

  const onDragOver = (event: DragEvent) => {
    if (readOnly || !carriesSkill(event.dataTransfer)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
  };
  const onDrop = (event: DragEvent) => {
    const skillName = carriedSkill(event.dataTransfer);
    if (readOnly || skillName === null) return;
    event.preventDefault();
    const { x, y } = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    const at = { x: Math.round(x - STEP_SIZE.width / 2), y: Math.round(y - STEP_SIZE.height / 2) };
    onChange((current) => change.addStep(current, skillName, at));
  };

  return (
    <div ref={frame} className={classes.canvas}>
      <ReactFlow<StepNodeType, LinkEdgeType>
        aria-label={t('workflows.canvas')}
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onBeforeDelete={onBeforeDelete}
        onConnect={(link) => onChange((current) => change.connect(current, link))}
        isValidConnection={(link) => change.canConnect(draft, link)}
        onDragOver={onDragOver}
        onDrop={onDrop}
        ariaLabelConfig={texts}
        nodesDraggable={!readOnly}
        nodesConnectable={!readOnly}
        deleteKeyCode={['Delete', 'Backspace']}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        snapToGrid
        snapGrid={GRID}
        fitView={!wasEmpty}
        fitViewOptions={fit}
        minZoom={0.25}
        maxZoom={1.5}
        // The page scrolls on over it.
        zoomOnScroll={false}
        preventScrolling={false}
        panOnDrag={!phone}
      >
        <Background gap={24} />
        <Controls showInteractive={false} fitViewOptions={fit}>
          {!readOnly && (
            <>
              <FlowButton label={t('workflows.arrange')} Icon={IconArrowsSort} onClick={arrange} />
              <FlowButton label={t('workflows.undo')} Icon={IconArrowBackUp} onClick={onUndo} />
              <FlowButton label={t('workflows.redo')} Icon={IconArrowForwardUp} onClick={onRedo} />
            </>
          )}
        </Controls>
      </ReactFlow>
      {steps.length === 0 && <p className={classes.empty}>{t('workflows.canvasEmpty')}</p>}
    </div>
  );
};

interface FlowButtonProps {
  label: string;
  Icon: typeof IconArrowsSort;
  onClick: (() => void) | undefined;
}

const FlowButton = ({ label, Icon, onClick }: FlowButtonProps) => (
  <ControlButton
    className={classes.flowButton}
    aria-label={label}
    title={label}
    disabled={onClick === undefined}
    onClick={onClick}
  >
    <Icon />
  </ControlButton>
);
