import { describe, expect, it } from 'vitest';
import { startDraft, writeGraph } from './draft.ts';
import { readWorkflowFile, workflowFileName, writeWorkflowFile } from './workflow-file.ts';

const skills = ['exif-strip', 'format-convert', 'watermark'];
const watermark = { Text: '猫 "NekoHub"', Opacity: 0.3, FontSize: 40, Position: 'Center' };
const workflow = {
  id: '0196f000-0000-7000-8000-000000000001',
  name: 'For the web',
  description: 'Small & marked',
  isAutoRun: true,
  createdAtUtc: '2026-01-01T00:00:00Z',
  updatedAtUtc: '2026-01-01T00:00:00Z',
  graphJson: JSON.stringify({
    nodes: [
      { id: 'node-b', type: 'skill', position: { x: 24, y: 200 }, data: { skillId: 'convert_image_format' } },
      {
        id: 'node-a',
        type: 'skill',
        position: { x: 24, y: 48 },
        data: { skillId: 'watermark', parameters: watermark },
      },
    ],
    edges: [{ id: 'edge-1', source: 'node-a', target: 'node-b', sourceHandle: 'node-a-output' }],
  }),
};
const file = writeWorkflowFile(workflow);

describe('a workflow as a file', () => {
  it('says what it is and holds its steps in their order, but no ids', () => {
    expect(JSON.parse(file)).toEqual({
      format: 'nekohub-workflow',
      version: 1,
      name: 'For the web',
      description: 'Small & marked',
      steps: [
        { skill: 'watermark', parameters: watermark, position: { x: 24, y: 48 } },
        { skill: 'format-convert', parameters: {}, position: { x: 24, y: 200 } },
      ],
      edges: [{ from: 0, to: 1 }],
    });
    expect(file).not.toMatch(/node-|edge-|0196f000|AutoRun/);
  });

  it('comes back as it was', () => {
    const back = readWorkflowFile(file, skills);
    if ('fault' in back) throw new Error(back.fault.kind);
    expect(back).toMatchObject({ name: workflow.name, description: workflow.description });
    expect(writeWorkflowFile(back)).toBe(file);
    // And so it does once it was opened and saved.
    const { steps } = startDraft(back);
    expect(steps.map(({ skillName, position }) => [skillName, position])).toEqual([
      ['watermark', { x: 24, y: 48 }],
      ['format-convert', { x: 24, y: 200 }],
    ]);
    const saved = { ...back, graphJson: writeGraph(startDraft(back)) };
    expect(JSON.parse(writeWorkflowFile(saved)).steps[0]).toEqual(JSON.parse(file).steps[0]);
  });

  it.each([
    ['Web', 'Web.json'],
    [' a/b\\c: "d"\n', 'a b c d.json'],
    ['///', 'workflow.json'],
  ])('of %j is called %s', (name, expected) => {
    expect(workflowFileName(name)).toBe(expected);
  });
});

describe('a file is refused that', () => {
  const like = (change: object) => JSON.stringify({ ...JSON.parse(file), ...change });
  it.each([
    ['is no JSON', '{', { kind: 'notJson' }],
    ['is a list', '[]', { kind: 'foreign' }],
    ['is something else', '{"nodes":[]}', { kind: 'foreign' }],
    ['is of another version', like({ version: 2 }), { kind: 'version', version: '2' }],
    ['has no version', like({ version: undefined }), { kind: 'version', version: 'undefined' }],
    ['has no name', like({ name: ' ' }), { kind: 'broken', part: 'name' }],
    ['has a long name', like({ name: 'x'.repeat(101) }), { kind: 'broken', part: 'name' }],
    ['has a number for a description', like({ description: 1 }), { kind: 'broken', part: 'description' }],
    ['has no steps', like({ steps: undefined }), { kind: 'broken', part: 'steps' }],
    ['has too many steps', like({ steps: Array(51).fill({ skill: 'watermark' }) }), { kind: 'broken', part: 'steps' }],
    ['has a step without a skill', like({ steps: [{}], edges: [] }), { kind: 'broken', part: 'steps.0.skill' }],
    [
      'has a skill nobody knows',
      like({ steps: [{ skill: 'sharpen' }], edges: [] }),
      { kind: 'skill', name: 'sharpen' },
    ],
    [
      'has a skill of the name of something else',
      like({ steps: [{ skill: '__proto__' }], edges: [] }),
      { kind: 'skill', name: '__proto__' },
    ],
    [
      'has parameters that are none',
      like({ steps: [{ skill: 'watermark', parameters: [] }], edges: [] }),
      { kind: 'broken', part: 'steps.0.parameters' },
    ],
    [
      'has a step nowhere',
      like({ steps: [{ skill: 'watermark', position: { x: 1 } }], edges: [] }),
      { kind: 'broken', part: 'steps.0.position' },
    ],
    ['has edges that are none', like({ edges: {} }), { kind: 'broken', part: 'edges' }],
    ['leads nowhere', like({ edges: [{ from: 0, to: 2 }] }), { kind: 'broken', part: 'edges.0.to' }],
    ['leads from nowhere', like({ edges: [{ from: -1, to: 1 }] }), { kind: 'broken', part: 'edges.0.from' }],
    [
      'leads in a circle',
      like({
        edges: [
          { from: 0, to: 1 },
          { from: 1, to: 0 },
        ],
      }),
      { kind: 'circle' },
    ],
    ['leads to itself', like({ edges: [{ from: 0, to: 0 }] }), { kind: 'circle' }],
  ])('%s', (_, text, fault) => {
    expect(readWorkflowFile(text, skills)).toEqual({ fault });
  });
});

it('a file without what can be left out is read', () => {
  const steps = [{ skill: 'Exif_Strip' }];
  const text = JSON.stringify({ format: 'nekohub-workflow', version: 1, name: 'a', steps });
  const nodes = [{ id: 'step-1', type: 'skill', data: { skillId: 'exif-strip', parameters: {} } }];
  expect(readWorkflowFile(text, skills)).toEqual({
    name: 'a',
    description: null,
    graphJson: JSON.stringify({ nodes, edges: [] }),
  });
});
