{
 "format": "fracbit-profile",
 "version": 1,
 "source": "fisher sensitivities of llama",
 "provenance": {
  "checkpoint": "7749f40d33559478",
  "date": "2026-11-30",
  "estimator": "fisher",
  "length": "32",
  "moments": "the model's own text, seed 0, 4 x 64",
  "request": "own text, 2 x 32, seed 0",
  "sample": "the model's own text, seed 0",
  "seed": "0",
  "sequences": "2"
 },
 "variants": [],
 "shapes": [
  {
   "in": 96,
   "out": 96,
   "weights": 9216,
   "options": [
    {
     "scheme": "nuq-2",
     "distortion": 0.11768,
     "codes_bytes": 2304,
     "table_bytes": 8
    },
    {
     "scheme": "nuq-3",
     "distortion": 0.034544,
     "codes_bytes": 3456,
     "table_bytes": 16
    },
    {
     "scheme": "nuq-4",
     "distortion": 0.0095107,
     "codes_bytes": 4608,
     "table_bytes": 32
    },
    {
     "scheme": "nuq-5",
     "distortion": 0.002503,
     "codes_bytes": 5760,
     "table_bytes": 64
    },
    {
     "scheme": "nuq-6",
     "distortion": 0.00064182,
     "codes_bytes": 6912,
     "table_bytes": 128
    },
    {
     "scheme": "nuq-7",
     "distortion": 0.00016238,
     "codes_bytes": 8064,
     "table_bytes": 256
    },
    {
     "scheme": "nuq-8",
     "distortion": 4.1017e-05,
     "codes_bytes": 9216,
     "table_bytes": 512
    },
    {
     "scheme": "vq-1.5",
     "distortion": 0.20119,
     "codes_bytes": 1728,
     "table_bytes": 32
    },
    {
     "scheme": "vq-2",
     "distortion": 0.1076,
     "codes_bytes": 2304,
     "table_bytes": 64
    },
    {
     "scheme": "vq-2.5",
     "distortion": 0.056955,
     "codes_bytes": 2880,
     "table_bytes": 128
    },
    {
     "scheme": "vq-3",
     "distortion": 0.029704,
     "codes_bytes": 3456,
     "table_bytes": 256
    },
    {
     "scheme": "vq-3.5",
     "distortion": 0.01525,
     "codes_bytes": 4032,
     "table_bytes": 512
    },
    {
     "scheme": "vq-4",
     "distortion": 0.0077665,
     "codes_bytes": 4608,
     "table_bytes": 1024
    },
    {
     "scheme": "vq-4.5",
     "distortion": 0.003926,
     "codes_bytes": 5184,
     "table_bytes": 2048
    },
    {
     "scheme": "vq-5",
     "distortion": 0.0019769,
     "codes_bytes": 5760,
     "table_bytes": 4096
    },
    {
     "scheme": "vq-5.5",
     "distortion": 0.00099561,
     "codes_bytes": 6336,
     "table_bytes": 8192
    },
    {
     "scheme": "vq-6",
     "distortion": 0.00049964,
     "codes_bytes": 6912,
     "table_bytes": 16384
    },
    {
     "scheme": "tcq-1",
     "distortion": 0.28368,
     "codes_bytes": 1152,
     "table_bytes": 2048
    },
    {
     "scheme": "tcq-1.5",
     "distortion": 0.14079,
     "codes_bytes": 1728,
     "table_bytes": 2048
    },
    {
     "scheme": "tcq-2",
     "distortion": 0.070952,
     "codes_bytes": 2304,
     "table_bytes": 2048
    },
    {
     "scheme": "tcq-2.5",
     "distortion": 0.03636,
     "codes_bytes": 2880,
     "table_bytes": 2048
    },
    {
     "scheme": "tcq-3",
     "distortion": 0.018903,
     "codes_bytes": 3456,
     "table_bytes": 2048
    },
    {
     "scheme": "tcq-3.5",
     "distortion": 0.010155,
     "codes_bytes": 4032,
     "table_bytes": 2048
    },
    {
     "scheme": "tcq-4",
     "distortion": 0.005882,
     "codes_bytes": 4608,
     "table_bytes": 2048
    },
    {
     "scheme": "tcq-4.5",
     "distortion": 0.0030321,
     "codes_bytes": 5184,
     "table_bytes": 4096
    },
    {
     "scheme": "tcq-5",
     "distortion": 0.0016,
     "codes_bytes": 5760,
     "table_bytes": 8192
    },
    {
     "scheme": "half-tcq-1.25",
     "distortion": 0.21223999999999998,
     "codes_bytes": 1440,
     "table_bytes": 2048
    },
    {
     "scheme": "half-tcq-1.75",
     "distortion": 0.10587000000000002,
     "codes_bytes": 2016,
     "table_bytes": 2048
    },
    {
     "scheme": "half-tcq-2.25",
     "distortion": 0.053656,
     "codes_bytes": 2592,
     "table_bytes": 2048
    },
    {
     "scheme": "half-tcq-2.75",
     "distortion": 0.027632000000000004,
     "codes_bytes": 3168,
     "table_bytes": 2048
    },
    {
     "scheme": "half-tcq-3.25",
     "distortion": 0.014529,
     "codes_bytes": 3744,
     "table_bytes": 2048
    },
    {
     "scheme": "half-tcq-3.75",
     "distortion": 0.0080185,
     "codes_bytes": 4320,
     "table_bytes": 2048
    },
    {
     "scheme": "half-tcq-4.25",
     "distortion": 0.0041395,
     "codes_bytes": 4896,
     "table_bytes": 4096
    },
    {
     "scheme": "half-tcq-4.75",
     "distortion": 0.0021827,
     "codes_bytes": 5472,
     "table_bytes": 8192
    },
    {
     "scheme": "ctcq-1",
     "distortion": 0.2727,
     "codes_bytes": 1152,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-1.25",
     "distortion": 0.19389,
     "codes_bytes": 1440,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-1.5",
     "distortion": 0.13738,
     "codes_bytes": 1728,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-1.75",
     "distortion": 0.097051,
     "codes_bytes": 2016,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-2",
     "distortion": 0.068378,
     "codes_bytes": 2304,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-2.25",
     "distortion": 0.048601,
     "codes_bytes": 2592,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-2.5",
     "distortion": 0.034593,
     "codes_bytes": 2880,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-2.75",
     "distortion": 0.024606,
     "codes_bytes": 3168,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-3",
     "distortion": 0.017404,
     "codes_bytes": 3456,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-3.25",
     "distortion": 0.012377,
     "codes_bytes": 3744,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-3.5",
     "distortion": 0.0088177,
     "codes_bytes": 4032,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-3.75",
     "distortion": 0.0062767,
     "codes_bytes": 4320,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-4",
     "distortion": 0.0044595,
     "codes_bytes": 4608,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-4.25",
     "distortion": 0.0031697,
     "codes_bytes": 4896,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-4.5",
     "distortion": 0.0022553,
     "codes_bytes": 5184,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-4.75",
     "distortion": 0.0016119,
     "codes_bytes": 5472,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-5",
     "distortion": 0.001149,
     "codes_bytes": 5760,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-5.25",
     "distortion": 0.00082187,
     "codes_bytes": 6048,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-5.5",
     "distortion": 0.00058826,
     "codes_bytes": 6336,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-5.75",
     "distortion": 0.00042054,
     "codes_bytes": 6624,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-6",
     "distortion": 0.00029996,
     "codes_bytes": 6912,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-6.25",
     "distortion": 0.00021539,
     "codes_bytes": 7200,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-6.5",
     "distortion": 0.00015455,
     "codes_bytes": 7488,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-6.75",
     "distortion": 0.00011133,
     "codes_bytes": 7776,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-7",
     "distortion": 8.037e-05,
     "codes_bytes": 8064,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-7.25",
     "distortion": 5.7844e-05,
     "codes_bytes": 8352,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-7.5",
     "distortion": 4.1545e-05,
     "codes_bytes": 8640,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-7.75",
     "distortion": 2.9751e-05,
     "codes_bytes": 8928,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-8",
     "distortion": 2.1125e-05,
     "codes_bytes": 9216,
     "table_bytes": 0
    },
    {
     "scheme": "pctcq-1",
     "distortion": 0.27288,
     "codes_bytes": 1152,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-1.25",
     "distortion": 0.19353425743263128,
     "codes_bytes": 1440,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-1.5",
     "distortion": 0.13726,
     "codes_bytes": 1728,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-1.75",
     "distortion": 0.09676925637825272,
     "codes_bytes": 2016,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-2",
     "distortion": 0.068223,
     "codes_bytes": 2304,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-2.25",
     "distortion": 0.04843324924057851,
     "codes_bytes": 2592,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-2.5",
     "distortion": 0.034384,
     "codes_bytes": 2880,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-2.75",
     "distortion": 0.02435413722553111,
     "codes_bytes": 3168,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-3",
     "distortion": 0.01725,
     "codes_bytes": 3456,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-3.25",
     "distortion": 0.012258181961449264,
     "codes_bytes": 3744,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-3.5",
     "distortion": 0.0087109,
     "codes_bytes": 4032,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-3.75",
     "distortion": 0.006184693443494193,
     "codes_bytes": 4320,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-4",
     "distortion": 0.0043911,
     "codes_bytes": 4608,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-4.25",
     "distortion": 0.0031170094417566343,
     "codes_bytes": 4896,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-4.5",
     "distortion": 0.0022126,
     "codes_bytes": 5184,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-4.75",
     "distortion": 0.00157392088746544,
     "codes_bytes": 5472,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-5",
     "distortion": 0.0011196,
     "codes_bytes": 5760,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-5.25",
     "distortion": 0.0007971099020837719,
     "codes_bytes": 6048,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-5.5",
     "distortion": 0.00056751,
     "codes_bytes": 6336,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-5.75",
     "distortion": 0.00040395770248876305,
     "codes_bytes": 6624,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-6",
     "distortion": 0.00028754,
     "codes_bytes": 6912,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-6.25",
     "distortion": 0.00020548083511607597,
     "codes_bytes": 7200,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-6.5",
     "distortion": 0.00014684,
     "codes_bytes": 7488,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-6.75",
     "distortion": 0.0001054759961318214,
     "codes_bytes": 7776,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-7",
     "distortion": 7.5764e-05,
     "codes_bytes": 8064,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-7.25",
     "distortion": 5.4223367176891585e-05,
     "codes_bytes": 8352,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-7.5",
     "distortion": 3.8807e-05,
     "codes_bytes": 8640,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-7.75",
     "distortion": 2.756732633027729e-05,
     "codes_bytes": 8928,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-8",
     "distortion": 1.9583e-05,
     "codes_bytes": 9216,
     "table_bytes": 6
    }
   ]
  },
  {
   "in": 96,
   "out": 32,
   "weights": 3072,
   "options": [
    {
     "scheme": "nuq-2",
     "distortion": 0.11768,
     "codes_bytes": 768,
     "table_bytes": 8
    },
    {
     "scheme": "nuq-3",
     "distortion": 0.034544,
     "codes_bytes": 1152,
     "table_bytes": 16
    },
    {
     "scheme": "nuq-4",
     "distortion": 0.0095107,
     "codes_bytes": 1536,
     "table_bytes": 32
    },
    {
     "scheme": "nuq-5",
     "distortion": 0.002503,
     "codes_bytes": 1920,
     "table_bytes": 64
    },
    {
     "scheme": "nuq-6",
     "distortion": 0.00064182,
     "codes_bytes": 2304,
     "table_bytes": 128
    },
    {
     "scheme": "nuq-7",
     "distortion": 0.00016238,
     "codes_bytes": 2688,
     "table_bytes": 256
    },
    {
     "scheme": "nuq-8",
     "distortion": 4.1017e-05,
     "codes_bytes": 3072,
     "table_bytes": 512
    },
    {
     "scheme": "vq-1.5",
     "distortion": 0.20119,
     "codes_bytes": 576,
     "table_bytes": 32
    },
    {
     "scheme": "vq-2",
     "distortion": 0.1076,
     "codes_bytes": 768,
     "table_bytes": 64
    },
    {
     "scheme": "vq-2.5",
     "distortion": 0.056955,
     "codes_bytes": 960,
     "table_bytes": 128
    },
    {
     "scheme": "vq-3",
     "distortion": 0.029704,
     "codes_bytes": 1152,
     "table_bytes": 256
    },
    {
     "scheme": "vq-3.5",
     "distortion": 0.01525,
     "codes_bytes": 1344,
     "table_bytes": 512
    },
    {
     "scheme": "vq-4",
     "distortion": 0.0077665,
     "codes_bytes": 1536,
     "table_bytes": 1024
    },
    {
     "scheme": "vq-4.5",
     "distortion": 0.003926,
     "codes_bytes": 1728,
     "table_bytes": 2048
    },
    {
     "scheme": "vq-5",
     "distortion": 0.0019769,
     "codes_bytes": 1920,
     "table_bytes": 4096
    },
    {
     "scheme": "vq-5.5",
     "distortion": 0.00099561,
     "codes_bytes": 2112,
     "table_bytes": 8192
    },
    {
     "scheme": "vq-6",
     "distortion": 0.00049964,
     "codes_bytes": 2304,
     "table_bytes": 16384
    },
    {
     "scheme": "tcq-1",
     "distortion": 0.28368,
     "codes_bytes": 384,
     "table_bytes": 2048
    },
    {
     "scheme": "tcq-1.5",
     "distortion": 0.14079,
     "codes_bytes": 576,
     "table_bytes": 2048
    },
    {
     "scheme": "tcq-2",
     "distortion": 0.070952,
     "codes_bytes": 768,
     "table_bytes": 2048
    },
    {
     "scheme": "tcq-2.5",
     "distortion": 0.03636,
     "codes_bytes": 960,
     "table_bytes": 2048
    },
    {
     "scheme": "tcq-3",
     "distortion": 0.018903,
     "codes_bytes": 1152,
     "table_bytes": 2048
    },
    {
     "scheme": "tcq-3.5",
     "distortion": 0.010155,
     "codes_bytes": 1344,
     "table_bytes": 2048
    },
    {
     "scheme": "tcq-4",
     "distortion": 0.005882,
     "codes_bytes": 1536,
     "table_bytes": 2048
    },
    {
     "scheme": "tcq-4.5",
     "distortion": 0.0030321,
     "codes_bytes": 1728,
     "table_bytes": 4096
    },
    {
     "scheme": "tcq-5",
     "distortion": 0.0016,
     "codes_bytes": 1920,
     "table_bytes": 8192
    },
    {
     "scheme": "half-tcq-1.25",
     "distortion": 0.21223999999999998,
     "codes_bytes": 480,
     "table_bytes": 2048
    },
    {
     "scheme": "half-tcq-1.75",
     "distortion": 0.10587000000000002,
     "codes_bytes": 672,
     "table_bytes": 2048
    },
    {
     "scheme": "half-tcq-2.25",
     "distortion": 0.053656,
     "codes_bytes": 864,
     "table_bytes": 2048
    },
    {
     "scheme": "half-tcq-2.75",
     "distortion": 0.027632000000000004,
     "codes_bytes": 1056,
     "table_bytes": 2048
    },
    {
     "scheme": "half-tcq-3.25",
     "distortion": 0.014529,
     "codes_bytes": 1248,
     "table_bytes": 2048
    },
    {
     "scheme": "half-tcq-3.75",
     "distortion": 0.0080185,
     "codes_bytes": 1440,
     "table_bytes": 2048
    },
    {
     "scheme": "half-tcq-4.25",
     "distortion": 0.0041395,
     "codes_bytes": 1632,
     "table_bytes": 4096
    },
    {
     "scheme": "half-tcq-4.75",
     "distortion": 0.0021827,
     "codes_bytes": 1824,
     "table_bytes": 8192
    },
    {
     "scheme": "ctcq-1",
     "distortion": 0.2727,
     "codes_bytes": 384,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-1.25",
     "distortion": 0.19389,
     "codes_bytes": 480,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-1.5",
     "distortion": 0.13738,
     "codes_bytes": 576,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-1.75",
     "distortion": 0.097051,
     "codes_bytes": 672,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-2",
     "distortion": 0.068378,
     "codes_bytes": 768,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-2.25",
     "distortion": 0.048601,
     "codes_bytes": 864,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-2.5",
     "distortion": 0.034593,
     "codes_bytes": 960,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-2.75",
     "distortion": 0.024606,
     "codes_bytes": 1056,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-3",
     "distortion": 0.017404,
     "codes_bytes": 1152,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-3.25",
     "distortion": 0.012377,
     "codes_bytes": 1248,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-3.5",
     "distortion": 0.0088177,
     "codes_bytes": 1344,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-3.75",
     "distortion": 0.0062767,
     "codes_bytes": 1440,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-4",
     "distortion": 0.0044595,
     "codes_bytes": 1536,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-4.25",
     "distortion": 0.0031697,
     "codes_bytes": 1632,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-4.5",
     "distortion": 0.0022553,
     "codes_bytes": 1728,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-4.75",
     "distortion": 0.0016119,
     "codes_bytes": 1824,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-5",
     "distortion": 0.001149,
     "codes_bytes": 1920,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-5.25",
     "distortion": 0.00082187,
     "codes_bytes": 2016,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-5.5",
     "distortion": 0.00058826,
     "codes_bytes": 2112,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-5.75",
     "distortion": 0.00042054,
     "codes_bytes": 2208,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-6",
     "distortion": 0.00029996,
     "codes_bytes": 2304,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-6.25",
     "distortion": 0.00021539,
     "codes_bytes": 2400,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-6.5",
     "distortion": 0.00015455,
     "codes_bytes": 2496,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-6.75",
     "distortion": 0.00011133,
     "codes_bytes": 2592,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-7",
     "distortion": 8.037e-05,
     "codes_bytes": 2688,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-7.25",
     "distortion": 5.7844e-05,
     "codes_bytes": 2784,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-7.5",
     "distortion": 4.1545e-05,
     "codes_bytes": 2880,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-7.75",
     "distortion": 2.9751e-05,
     "codes_bytes": 2976,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-8",
     "distortion": 2.1125e-05,
     "codes_bytes": 3072,
     "table_bytes": 0
    },
    {
     "scheme": "pctcq-1",
     "distortion": 0.27288,
     "codes_bytes": 384,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-1.25",
     "distortion": 0.19353425743263128,
     "codes_bytes": 480,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-1.5",
     "distortion": 0.13726,
     "codes_bytes": 576,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-1.75",
     "distortion": 0.09676925637825272,
     "codes_bytes": 672,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-2",
     "distortion": 0.068223,
     "codes_bytes": 768,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-2.25",
     "distortion": 0.04843324924057851,
     "codes_bytes": 864,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-2.5",
     "distortion": 0.034384,
     "codes_bytes": 960,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-2.75",
     "distortion": 0.02435413722553111,
     "codes_bytes": 1056,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-3",
     "distortion": 0.01725,
     "codes_bytes": 1152,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-3.25",
     "distortion": 0.012258181961449264,
     "codes_bytes": 1248,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-3.5",
     "distortion": 0.0087109,
     "codes_bytes": 1344,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-3.75",
     "distortion": 0.006184693443494193,
     "codes_bytes": 1440,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-4",
     "distortion": 0.0043911,
     "codes_bytes": 1536,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-4.25",
     "distortion": 0.0031170094417566343,
     "codes_bytes": 1632,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-4.5",
     "distortion": 0.0022126,
     "codes_bytes": 1728,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-4.75",
     "distortion": 0.00157392088746544,
     "codes_bytes": 1824,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-5",
     "distortion": 0.0011196,
     "codes_bytes": 1920,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-5.25",
     "distortion": 0.0007971099020837719,
     "codes_bytes": 2016,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-5.5",
     "distortion": 0.00056751,
     "codes_bytes": 2112,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-5.75",
     "distortion": 0.00040395770248876305,
     "codes_bytes": 2208,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-6",
     "distortion": 0.00028754,
     "codes_bytes": 2304,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-6.25",
     "distortion": 0.00020548083511607597,
     "codes_bytes": 2400,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-6.5",
     "distortion": 0.00014684,
     "codes_bytes": 2496,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-6.75",
     "distortion": 0.0001054759961318214,
     "codes_bytes": 2592,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-7",
     "distortion": 7.5764e-05,
     "codes_bytes": 2688,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-7.25",
     "distortion": 5.4223367176891585e-05,
     "codes_bytes": 2784,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-7.5",
     "distortion": 3.8807e-05,
     "codes_bytes": 2880,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-7.75",
     "distortion": 2.756732633027729e-05,
     "codes_bytes": 2976,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-8",
     "distortion": 1.9583e-05,
     "codes_bytes": 3072,
     "table_bytes": 6
    }
   ]
  },
  {
   "in": 96,
   "out": 160,
   "weights": 15360,
   "options": [
    {
     "scheme": "nuq-2",
     "distortion": 0.11768,
     "codes_bytes": 3840,
     "table_bytes": 8
    },
    {
     "scheme": "nuq-3",
     "distortion": 0.034544,
     "codes_bytes": 5760,
     "table_bytes": 16
    },
    {
     "scheme": "nuq-4",
     "distortion": 0.0095107,
     "codes_bytes": 7680,
     "table_bytes": 32
    },
    {
     "scheme": "nuq-5",
     "distortion": 0.002503,
     "codes_bytes": 9600,
     "table_bytes": 64
    },
    {
     "scheme": "nuq-6",
     "distortion": 0.00064182,
     "codes_bytes": 11520,
     "table_bytes": 128
    },
    {
     "scheme": "nuq-7",
     "distortion": 0.00016238,
     "codes_bytes": 13440,
     "table_bytes": 256
    },
    {
     "scheme": "nuq-8",
     "distortion": 4.1017e-05,
     "codes_bytes": 15360,
     "table_bytes": 512
    },
    {
     "scheme": "vq-1.5",
     "distortion": 0.20119,
     "codes_bytes": 2880,
     "table_bytes": 32
    },
    {
     "scheme": "vq-2",
     "distortion": 0.1076,
     "codes_bytes": 3840,
     "table_bytes": 64
    },
    {
     "scheme": "vq-2.5",
     "distortion": 0.056955,
     "codes_bytes": 4800,
     "table_bytes": 128
    },
    {
     "scheme": "vq-3",
     "distortion": 0.029704,
     "codes_bytes": 5760,
     "table_bytes": 256
    },
    {
     "scheme": "vq-3.5",
     "distortion": 0.01525,
     "codes_bytes": 6720,
     "table_bytes": 512
    },
    {
     "scheme": "vq-4",
     "distortion": 0.0077665,
     "codes_bytes": 7680,
     "table_bytes": 1024
    },
    {
     "scheme": "vq-4.5",
     "distortion": 0.003926,
     "codes_bytes": 8640,
     "table_bytes": 2048
    },
    {
     "scheme": "vq-5",
     "distortion": 0.0019769,
     "codes_bytes": 9600,
     "table_bytes": 4096
    },
    {
     "scheme": "vq-5.5",
     "distortion": 0.00099561,
     "codes_bytes": 10560,
     "table_bytes": 8192
    },
    {
     "scheme": "vq-6",
     "distortion": 0.00049964,
     "codes_bytes": 11520,
     "table_bytes": 16384
    },
    {
     "scheme": "tcq-1",
     "distortion": 0.28368,
     "codes_bytes": 1920,
     "table_bytes": 2048
    },
    {
     "scheme": "tcq-1.5",
     "distortion": 0.14079,
     "codes_bytes": 2880,
     "table_bytes": 2048
    },
    {
     "scheme": "tcq-2",
     "distortion": 0.070952,
     "codes_bytes": 3840,
     "table_bytes": 2048
    },
    {
     "scheme": "tcq-2.5",
     "distortion": 0.03636,
     "codes_bytes": 4800,
     "table_bytes": 2048
    },
    {
     "scheme": "tcq-3",
     "distortion": 0.018903,
     "codes_bytes": 5760,
     "table_bytes": 2048
    },
    {
     "scheme": "tcq-3.5",
     "distortion": 0.010155,
     "codes_bytes": 6720,
     "table_bytes": 2048
    },
    {
     "scheme": "tcq-4",
     "distortion": 0.005882,
     "codes_bytes": 7680,
     "table_bytes": 2048
    },
    {
     "scheme": "tcq-4.5",
     "distortion": 0.0030321,
     "codes_bytes": 8640,
     "table_bytes": 4096
    },
    {
     "scheme": "tcq-5",
     "distortion": 0.0016,
     "codes_bytes": 9600,
     "table_bytes": 8192
    },
    {
     "scheme": "half-tcq-1.25",
     "distortion": 0.21223999999999998,
     "codes_bytes": 2400,
     "table_bytes": 2048
    },
    {
     "scheme": "half-tcq-1.75",
     "distortion": 0.10587000000000002,
     "codes_bytes": 3360,
     "table_bytes": 2048
    },
    {
     "scheme": "half-tcq-2.25",
     "distortion": 0.053656,
     "codes_bytes": 4320,
     "table_bytes": 2048
    },
    {
     "scheme": "half-tcq-2.75",
     "distortion": 0.027632000000000004,
     "codes_bytes": 5280,
     "table_bytes": 2048
    },
    {
     "scheme": "half-tcq-3.25",
     "distortion": 0.014529,
     "codes_bytes": 6240,
     "table_bytes": 2048
    },
    {
     "scheme": "half-tcq-3.75",
     "distortion": 0.0080185,
     "codes_bytes": 7200,
     "table_bytes": 2048
    },
    {
     "scheme": "half-tcq-4.25",
     "distortion": 0.0041395,
     "codes_bytes": 8160,
     "table_bytes": 4096
    },
    {
     "scheme": "half-tcq-4.75",
     "distortion": 0.0021827,
     "codes_bytes": 9120,
     "table_bytes": 8192
    },
    {
     "scheme": "ctcq-1",
     "distortion": 0.2727,
     "codes_bytes": 1920,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-1.25",
     "distortion": 0.19389,
     "codes_bytes": 2400,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-1.5",
     "distortion": 0.13738,
     "codes_bytes": 2880,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-1.75",
     "distortion": 0.097051,
     "codes_bytes": 3360,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-2",
     "distortion": 0.068378,
     "codes_bytes": 3840,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-2.25",
     "distortion": 0.048601,
     "codes_bytes": 4320,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-2.5",
     "distortion": 0.034593,
     "codes_bytes": 4800,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-2.75",
     "distortion": 0.024606,
     "codes_bytes": 5280,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-3",
     "distortion": 0.017404,
     "codes_bytes": 5760,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-3.25",
     "distortion": 0.012377,
     "codes_bytes": 6240,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-3.5",
     "distortion": 0.0088177,
     "codes_bytes": 6720,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-3.75",
     "distortion": 0.0062767,
     "codes_bytes": 7200,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-4",
     "distortion": 0.0044595,
     "codes_bytes": 7680,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-4.25",
     "distortion": 0.0031697,
     "codes_bytes": 8160,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-4.5",
     "distortion": 0.0022553,
     "codes_bytes": 8640,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-4.75",
     "distortion": 0.0016119,
     "codes_bytes": 9120,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-5",
     "distortion": 0.001149,
     "codes_bytes": 9600,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-5.25",
     "distortion": 0.00082187,
     "codes_bytes": 10080,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-5.5",
     "distortion": 0.00058826,
     "codes_bytes": 10560,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-5.75",
     "distortion": 0.00042054,
     "codes_bytes": 11040,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-6",
     "distortion": 0.00029996,
     "codes_bytes": 11520,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-6.25",
     "distortion": 0.00021539,
     "codes_bytes": 12000,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-6.5",
     "distortion": 0.00015455,
     "codes_bytes": 12480,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-6.75",
     "distortion": 0.00011133,
     "codes_bytes": 12960,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-7",
     "distortion": 8.037e-05,
     "codes_bytes": 13440,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-7.25",
     "distortion": 5.7844e-05,
     "codes_bytes": 13920,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-7.5",
     "distortion": 4.1545e-05,
     "codes_bytes": 14400,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-7.75",
     "distortion": 2.9751e-05,
     "codes_bytes": 14880,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-8",
     "distortion": 2.1125e-05,
     "codes_bytes": 15360,
     "table_bytes": 0
    },
    {
     "scheme": "pctcq-1",
     "distortion": 0.27288,
     "codes_bytes": 1920,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-1.25",
     "distortion": 0.19353425743263128,
     "codes_bytes": 2400,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-1.5",
     "distortion": 0.13726,
     "codes_bytes": 2880,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-1.75",
     "distortion": 0.09676925637825272,
     "codes_bytes": 3360,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-2",
     "distortion": 0.068223,
     "codes_bytes": 3840,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-2.25",
     "distortion": 0.04843324924057851,
     "codes_bytes": 4320,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-2.5",
     "distortion": 0.034384,
     "codes_bytes": 4800,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-2.75",
     "distortion": 0.02435413722553111,
     "codes_bytes": 5280,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-3",
     "distortion": 0.01725,
     "codes_bytes": 5760,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-3.25",
     "distortion": 0.012258181961449264,
     "codes_bytes": 6240,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-3.5",
     "distortion": 0.0087109,
     "codes_bytes": 6720,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-3.75",
     "distortion": 0.006184693443494193,
     "codes_bytes": 7200,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-4",
     "distortion": 0.0043911,
     "codes_bytes": 7680,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-4.25",
     "distortion": 0.0031170094417566343,
     "codes_bytes": 8160,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-4.5",
     "distortion": 0.0022126,
     "codes_bytes": 8640,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-4.75",
     "distortion": 0.00157392088746544,
     "codes_bytes": 9120,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-5",
     "distortion": 0.0011196,
     "codes_bytes": 9600,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-5.25",
     "distortion": 0.0007971099020837719,
     "codes_bytes": 10080,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-5.5",
     "distortion": 0.00056751,
     "codes_bytes": 10560,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-5.75",
     "distortion": 0.00040395770248876305,
     "codes_bytes": 11040,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-6",
     "distortion": 0.00028754,
     "codes_bytes": 11520,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-6.25",
     "distortion": 0.00020548083511607597,
     "codes_bytes": 12000,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-6.5",
     "distortion": 0.00014684,
     "codes_bytes": 12480,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-6.75",
     "distortion": 0.0001054759961318214,
     "codes_bytes": 12960,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-7",
     "distortion": 7.5764e-05,
     "codes_bytes": 13440,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-7.25",
     "distortion": 5.4223367176891585e-05,
     "codes_bytes": 13920,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-7.5",
     "distortion": 3.8807e-05,
     "codes_bytes": 14400,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-7.75",
     "distortion": 2.756732633027729e-05,
     "codes_bytes": 14880,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-8",
     "distortion": 1.9583e-05,
     "codes_bytes": 15360,
     "table_bytes": 6
    }
   ]
  },
  {
   "in": 160,
   "out": 96,
   "weights": 15360,
   "options": [
    {
     "scheme": "nuq-2",
     "distortion": 0.11768,
     "codes_bytes": 3840,
     "table_bytes": 8
    },
    {
     "scheme": "nuq-3",
     "distortion": 0.034544,
     "codes_bytes": 5760,
     "table_bytes": 16
    },
    {
     "scheme": "nuq-4",
     "distortion": 0.0095107,
     "codes_bytes": 7680,
     "table_bytes": 32
    },
    {
     "scheme": "nuq-5",
     "distortion": 0.002503,
     "codes_bytes": 9600,
     "table_bytes": 64
    },
    {
     "scheme": "nuq-6",
     "distortion": 0.00064182,
     "codes_bytes": 11520,
     "table_bytes": 128
    },
    {
     "scheme": "nuq-7",
     "distortion": 0.00016238,
     "codes_bytes": 13440,
     "table_bytes": 256
    },
    {
     "scheme": "nuq-8",
     "distortion": 4.1017e-05,
     "codes_bytes": 15360,
     "table_bytes": 512
    },
    {
     "scheme": "vq-1.5",
     "distortion": 0.20119,
     "codes_bytes": 2880,
     "table_bytes": 32
    },
    {
     "scheme": "vq-2",
     "distortion": 0.1076,
     "codes_bytes": 3840,
     "table_bytes": 64
    },
    {
     "scheme": "vq-2.5",
     "distortion": 0.056955,
     "codes_bytes": 4800,
     "table_bytes": 128
    },
    {
     "scheme": "vq-3",
     "distortion": 0.029704,
     "codes_bytes": 5760,
     "table_bytes": 256
    },
    {
     "scheme": "vq-3.5",
     "distortion": 0.01525,
     "codes_bytes": 6720,
     "table_bytes": 512
    },
    {
     "scheme": "vq-4",
     "distortion": 0.0077665,
     "codes_bytes": 7680,
     "table_bytes": 1024
    },
    {
     "scheme": "vq-4.5",
     "distortion": 0.003926,
     "codes_bytes": 8640,
     "table_bytes": 2048
    },
    {
     "scheme": "vq-5",
     "distortion": 0.0019769,
     "codes_bytes": 9600,
     "table_bytes": 4096
    },
    {
     "scheme": "vq-5.5",
     "distortion": 0.00099561,
     "codes_bytes": 10560,
     "table_bytes": 8192
    },
    {
     "scheme": "vq-6",
     "distortion": 0.00049964,
     "codes_bytes": 11520,
     "table_bytes": 16384
    },
    {
     "scheme": "tcq-1",
     "distortion": 0.28368,
     "codes_bytes": 1920,
     "table_bytes": 2048
    },
    {
     "scheme": "tcq-1.5",
     "distortion": 0.14079,
     "codes_bytes": 2880,
     "table_bytes": 2048
    },
    {
     "scheme": "tcq-2",
     "distortion": 0.070952,
     "codes_bytes": 3840,
     "table_bytes": 2048
    },
    {
     "scheme": "tcq-2.5",
     "distortion": 0.03636,
     "codes_bytes": 4800,
     "table_bytes": 2048
    },
    {
     "scheme": "tcq-3",
     "distortion": 0.018903,
     "codes_bytes": 5760,
     "table_bytes": 2048
    },
    {
     "scheme": "tcq-3.5",
     "distortion": 0.010155,
     "codes_bytes": 6720,
     "table_bytes": 2048
    },
    {
     "scheme": "tcq-4",
     "distortion": 0.005882,
     "codes_bytes": 7680,
     "table_bytes": 2048
    },
    {
     "scheme": "tcq-4.5",
     "distortion": 0.0030321,
     "codes_bytes": 8640,
     "table_bytes": 4096
    },
    {
     "scheme": "tcq-5",
     "distortion": 0.0016,
     "codes_bytes": 9600,
     "table_bytes": 8192
    },
    {
     "scheme": "half-tcq-1.25",
     "distortion": 0.21223999999999998,
     "codes_bytes": 2400,
     "table_bytes": 2048
    },
    {
     "scheme": "half-tcq-1.75",
     "distortion": 0.10587000000000002,
     "codes_bytes": 3360,
     "table_bytes": 2048
    },
    {
     "scheme": "half-tcq-2.25",
     "distortion": 0.053656,
     "codes_bytes": 4320,
     "table_bytes": 2048
    },
    {
     "scheme": "half-tcq-2.75",
     "distortion": 0.027632000000000004,
     "codes_bytes": 5280,
     "table_bytes": 2048
    },
    {
     "scheme": "half-tcq-3.25",
     "distortion": 0.014529,
     "codes_bytes": 6240,
     "table_bytes": 2048
    },
    {
     "scheme": "half-tcq-3.75",
     "distortion": 0.0080185,
     "codes_bytes": 7200,
     "table_bytes": 2048
    },
    {
     "scheme": "half-tcq-4.25",
     "distortion": 0.0041395,
     "codes_bytes": 8160,
     "table_bytes": 4096
    },
    {
     "scheme": "half-tcq-4.75",
     "distortion": 0.0021827,
     "codes_bytes": 9120,
     "table_bytes": 8192
    },
    {
     "scheme": "ctcq-1",
     "distortion": 0.2727,
     "codes_bytes": 1920,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-1.25",
     "distortion": 0.19389,
     "codes_bytes": 2400,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-1.5",
     "distortion": 0.13738,
     "codes_bytes": 2880,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-1.75",
     "distortion": 0.097051,
     "codes_bytes": 3360,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-2",
     "distortion": 0.068378,
     "codes_bytes": 3840,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-2.25",
     "distortion": 0.048601,
     "codes_bytes": 4320,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-2.5",
     "distortion": 0.034593,
     "codes_bytes": 4800,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-2.75",
     "distortion": 0.024606,
     "codes_bytes": 5280,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-3",
     "distortion": 0.017404,
     "codes_bytes": 5760,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-3.25",
     "distortion": 0.012377,
     "codes_bytes": 6240,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-3.5",
     "distortion": 0.0088177,
     "codes_bytes": 6720,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-3.75",
     "distortion": 0.0062767,
     "codes_bytes": 7200,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-4",
     "distortion": 0.0044595,
     "codes_bytes": 7680,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-4.25",
     "distortion": 0.0031697,
     "codes_bytes": 8160,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-4.5",
     "distortion": 0.0022553,
     "codes_bytes": 8640,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-4.75",
     "distortion": 0.0016119,
     "codes_bytes": 9120,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-5",
     "distortion": 0.001149,
     "codes_bytes": 9600,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-5.25",
     "distortion": 0.00082187,
     "codes_bytes": 10080,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-5.5",
     "distortion": 0.00058826,
     "codes_bytes": 10560,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-5.75",
     "distortion": 0.00042054,
     "codes_bytes": 11040,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-6",
     "distortion": 0.00029996,
     "codes_bytes": 11520,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-6.25",
     "distortion": 0.00021539,
     "codes_bytes": 12000,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-6.5",
     "distortion": 0.00015455,
     "codes_bytes": 12480,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-6.75",
     "distortion": 0.00011133,
     "codes_bytes": 12960,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-7",
     "distortion": 8.037e-05,
     "codes_bytes": 13440,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-7.25",
     "distortion": 5.7844e-05,
     "codes_bytes": 13920,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-7.5",
     "distortion": 4.1545e-05,
     "codes_bytes": 14400,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-7.75",
     "distortion": 2.9751e-05,
     "codes_bytes": 14880,
     "table_bytes": 0
    },
    {
     "scheme": "ctcq-8",
     "distortion": 2.1125e-05,
     "codes_bytes": 15360,
     "table_bytes": 0
    },
    {
     "scheme": "pctcq-1",
     "distortion": 0.27288,
     "codes_bytes": 1920,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-1.25",
     "distortion": 0.19353425743263128,
     "codes_bytes": 2400,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-1.5",
     "distortion": 0.13726,
     "codes_bytes": 2880,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-1.75",
     "distortion": 0.09676925637825272,
     "codes_bytes": 3360,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-2",
     "distortion": 0.068223,
     "codes_bytes": 3840,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-2.25",
     "distortion": 0.04843324924057851,
     "codes_bytes": 4320,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-2.5",
     "distortion": 0.034384,
     "codes_bytes": 4800,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-2.75",
     "distortion": 0.02435413722553111,
     "codes_bytes": 5280,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-3",
     "distortion": 0.01725,
     "codes_bytes": 5760,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-3.25",
     "distortion": 0.012258181961449264,
     "codes_bytes": 6240,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-3.5",
     "distortion": 0.0087109,
     "codes_bytes": 6720,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-3.75",
     "distortion": 0.006184693443494193,
     "codes_bytes": 7200,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-4",
     "distortion": 0.0043911,
     "codes_bytes": 7680,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-4.25",
     "distortion": 0.0031170094417566343,
     "codes_bytes": 8160,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-4.5",
     "distortion": 0.0022126,
     "codes_bytes": 8640,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-4.75",
     "distortion": 0.00157392088746544,
     "codes_bytes": 9120,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-5",
     "distortion": 0.0011196,
     "codes_bytes": 9600,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-5.25",
     "distortion": 0.0007971099020837719,
     "codes_bytes": 10080,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-5.5",
     "distortion": 0.00056751,
     "codes_bytes": 10560,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-5.75",
     "distortion": 0.00040395770248876305,
     "codes_bytes": 11040,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-6",
     "distortion": 0.00028754,
     "codes_bytes": 11520,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-6.25",
     "distortion": 0.00020548083511607597,
     "codes_bytes": 12000,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-6.5",
     "distortion": 0.00014684,
     "codes_bytes": 12480,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-6.75",
     "distortion": 0.0001054759961318214,
     "codes_bytes": 12960,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-7",
     "distortion": 7.5764e-05,
     "codes_bytes": 13440,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-7.25",
     "distortion": 5.4223367176891585e-05,
     "codes_bytes": 13920,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-7.5",
     "distortion": 3.8807e-05,
     "codes_bytes": 14400,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-7.75",
     "distortion": 2.756732633027729e-05,
     "codes_bytes": 14880,
     "table_bytes": 6
    },
    {
     "scheme": "pctcq-8",
     "distortion": 1.9583e-05,
     "codes_bytes": 15360,
     "table_bytes": 6
    }
   ]
  }
 ],
 "layers": [
  {
   "name": "blocks.0.attn.q",
   "block": 0,
   "role": "q",
   "shape": 0,
   "weights": 9216,
   "sensitivity": 7.831040286325178,
   "standard_error": 0.4629536053321912,
   "measured_distortion": {
    "nuq-3": 0.03547531376575085,
    "vq-3": 0.03083237968845407,
    "ctcq-3": 0.017776864980031754
   },
   "feedback": {
    "ratio": 0.934301341668015,
    "growth": 0.42475379166309396
   }
  },
  {
   "name": "blocks.0.attn.k",
   "block": 0,
   "role": "k",
   "shape": 1,
   "weights": 3072,
   "sensitivity": 8.584189361444077,
   "standard_error": 1.0347787649747295,
   "measured_distortion": {
    "nuq-3": 0.0348885354367039,
    "vq-3": 0.030984608208675105,
    "ctcq-3": 0.01690542514349413
   },
   "feedback": {
    "ratio": 0.9924939362339564,
    "growth": 0.42475379166309396
   }
  },
  {
   "name": "blocks.0.attn.v",
   "block": 0,
   "role": "v",
   "shape": 1,
   "weights": 3072,
   "sensitivity": 5.7569114135094335,
   "standard_error": 0.30229058717531165,
   "measured_distortion": {
    "nuq-3": 0.03630306749119906,
    "vq-3": 0.029823255773345957,
    "ctcq-3": 0.017474984028670898
   },
   "feedback": {
    "ratio": 1.0078760041335468,
    "growth": 0.42475379166309396
   }
  },
  {
   "name": "blocks.0.attn.o",
   "block": 0,
   "role": "o",
   "shape": 0,
   "weights": 9216,
   "sensitivity": 5.5178487296472465,
   "standard_error": 0.15292227708892048,
   "measured_distortion": {
    "nuq-3": 0.032656796855454626,
    "vq-3": 0.028328791772929206,
    "ctcq-3": 0.01696868208104184
   },
   "feedback": {
    "ratio": 1.1549180898910933,
    "growth": 0.45231462219430013
   }
  },
  {
   "name": "blocks.0.mlp.gate",
   "block": 0,
   "role": "gate",
   "shape": 2,
   "weights": 15360,
   "sensitivity": 2.4232029682376313,
   "standard_error": 0.1881912788109943,
   "measured_distortion": {
    "nuq-3": 0.03448256892955809,
    "vq-3": 0.029634516782193684,
    "ctcq-3": 0.01731376820747245
   },
   "feedback": {
    "ratio": 0.6249440789376587,
    "growth": 1.0162072672196942
   }
  },
  {
   "name": "blocks.0.mlp.up",
   "block": 0,
   "role": "up",
   "shape": 2,
   "weights": 15360,
   "sensitivity": 2.524949260815514,
   "standard_error": 0.23435964751245475,
   "measured_distortion": {
    "nuq-3": 0.03702032433983397,
    "vq-3": 0.03019582927507395,
    "ctcq-3": 0.01790854693406298
   },
   "feedback": {
    "ratio": 0.6267731839806902,
    "growth": 1.0162072672196942
   }
  },
  {
   "name": "blocks.0.mlp.down",
   "block": 0,
   "role": "down",
   "shape": 3,
   "weights": 15360,
   "sensitivity": 2.2967851301611653,
   "standard_error": 0.08772892883271566,
   "measured_distortion": {
    "nuq-3": 0.03189913634094021,
    "vq-3": 0.029516038641662926,
    "ctcq-3": 0.01746031757062056
   },
   "feedback": {
    "ratio": 1.2147895713578303,
    "growth": 0.6992256035511957
   }
  },
  {
   "name": "blocks.1.attn.q",
   "block": 1,
   "role": "q",
   "shape": 0,
   "weights": 9216,
   "sensitivity": 0.35922539867021663,
   "standard_error": 0.021869475703079927,
   "measured_distortion": {
    "nuq-3": 0.034798610224372854,
    "vq-3": 0.029747448252923178,
    "ctcq-3": 0.017107822651393923
   },
   "feedback": {
    "ratio": 0.8125840204114463,
    "growth": 0.5807985759046096
   }
  },
  {
   "name": "blocks.1.attn.k",
   "block": 1,
   "role": "k",
   "shape": 1,
   "weights": 3072,
   "sensitivity": 0.3875398135043059,
   "standard_error": 0.010187670967458873,
   "measured_distortion": {
    "nuq-3": 0.03303898944429699,
    "vq-3": 0.02809623321637054,
    "ctcq-3": 0.01717433785799404
   },
   "feedback": {
    "ratio": 0.8058947877533841,
    "growth": 0.5807985759046096
   }
  },
  {
   "name": "blocks.1.attn.v",
   "block": 1,
   "role": "v",
   "shape": 1,
   "weights": 3072,
   "sensitivity": 0.5412238526426889,
   "standard_error": 0.0069831563345565395,
   "measured_distortion": {
    "nuq-3": 0.04023840247169929,
    "vq-3": 0.030942761788057868,
    "ctcq-3": 0.018330022269047674
   },
   "feedback": {
    "ratio": 0.7319211930540513,
    "growth": 0.5807985759046096
   }
  },
  {
   "name": "blocks.1.attn.o",
   "block": 1,
   "role": "o",
   "shape": 0,
   "weights": 9216,
   "sensitivity": 0.4692670057994207,
   "standard_error": 0.024069731421511226,
   "measured_distortion": {
    "nuq-3": 0.0341377122585182,
    "vq-3": 0.029923436916618463,
    "ctcq-3": 0.017205974450386567
   },
   "feedback": {
    "ratio": 1.0741348272676332,
    "growth": 0.5322355994675715
   }
  },
  {
   "name": "blocks.1.mlp.gate",
   "block": 1,
   "role": "gate",
   "shape": 2,
   "weights": 15360,
   "sensitivity": 0.6550872654967035,
   "standard_error": 0.004425549755376734,
   "measured_distortion": {
    "nuq-3": 0.035578680226217026,
    "vq-3": 0.03001502404849555,
    "ctcq-3": 0.017406167660496328
   },
   "feedback": {
    "ratio": 0.8825622996973872,
    "growth": 0.5178930301829058
   }
  },
  {
   "name": "blocks.1.mlp.up",
   "block": 1,
   "role": "up",
   "shape": 2,
   "weights": 15360,
   "sensitivity": 0.5495643922357277,
   "standard_error": 0.051458352906124355,
   "measured_distortion": {
    "nuq-3": 0.03576092716242927,
    "vq-3": 0.030846035971146612,
    "ctcq-3": 0.01731643397652145
   },
   "feedback": {
    "ratio": 0.8809610462294796,
    "growth": 0.5178930301829058
   }
  },
  {
   "name": "blocks.1.mlp.down",
   "block": 1,
   "role": "down",
   "shape": 3,
   "weights": 15360,
   "sensitivity": 0.5476007744946645,
   "standard_error": 0.01726771233537977,
   "measured_distortion": {
    "nuq-3": 0.03381233653098898,
    "vq-3": 0.029565511035825075,
    "ctcq-3": 0.017294519909221796
   },
   "feedback": {
    "ratio": 1.2573258573226982,
    "growth": 0.651047916204373
   }
  },
  {
   "name": "blocks.2.attn.q",
   "block": 2,
   "role": "q",
   "shape": 0,
   "weights": 9216,
   "sensitivity": 0.10167469930900083,
   "standard_error": 0.014758019835019696,
   "measured_distortion": {
    "nuq-3": 0.03257478561784333,
    "vq-3": 0.029172370937426924,
    "ctcq-3": 0.017088515546190383
   },
   "feedback": {
    "ratio": 0.9620078912081275,
    "growth": 0.46755555187675496
   }
  },
  {
   "name": "blocks.2.attn.k",
   "block": 2,
   "role": "k",
   "shape": 1,
   "weights": 3072,
   "sensitivity": 0.09782480114872491,
   "standard_error": 0.01277186878316345,
   "measured_distortion": {
    "nuq-3": 0.03423284318530972,
    "vq-3": 0.030030974403948557,
    "ctcq-3": 0.017636585180815144
   },
   "feedback": {
    "ratio": 0.9243570801323581,
    "growth": 0.46755555187675496
   }
  },
  {
   "name": "blocks.2.attn.v",
   "block": 2,
   "role": "v",
   "shape": 1,
   "weights": 3072,
   "sensitivity": 0.1346200740145464,
   "standard_error": 0.0007552950265001246,
   "measured_distortion": {
    "nuq-3": 0.033357751688453716,
    "vq-3": 0.029282887783026547,
    "ctcq-3": 0.017561084378232367
   },
   "feedback": {
    "ratio": 0.9585802936566749,
    "growth": 0.46755555187675496
   }
  },
  {
   "name": "blocks.2.attn.o",
   "block": 2,
   "role": "o",
   "shape": 0,
   "weights": 9216,
   "sensitivity": 0.14962155422856682,
   "standard_error": 0.02480919391035652,
   "measured_distortion": {
    "nuq-3": 0.03620053090668488,
    "vq-3": 0.02893143982781677,
    "ctcq-3": 0.017378109642919828
   },
   "feedback": {
    "ratio": 1.0237868054092152,
    "growth": 0.5937249226414093
   }
  },
  {
   "name": "blocks.2.mlp.gate",
   "block": 2,
   "role": "gate",
   "shape": 2,
   "weights": 15360,
   "sensitivity": 0.31201431892882836,
   "standard_error": 0.015015617211887655,
   "measured_distortion": {
    "nuq-3": 0.03225785780711573,
    "vq-3": 0.02756809446740301,
    "ctcq-3": 0.017220444547830772
   },
   "feedback": {
    "ratio": 0.9037755945921816,
    "growth": 0.48968948081626995
   }
  },
  {
   "name": "blocks.2.mlp.up",
   "block": 2,
   "role": "up",
   "shape": 2,
   "weights": 15360,
   "sensitivity": 0.3115235933843648,
   "standard_error": 0.011775728113990802,
   "measured_distortion": {
    "nuq-3": 0.03366099212528306,
    "vq-3": 0.02832846041795083,
    "ctcq-3": 0.016913214643798
   },
   "feedback": {
    "ratio": 0.9361422573014895,
    "growth": 0.48968948081626995
   }
  },
  {
   "name": "blocks.2.mlp.down",
   "block": 2,
   "role": "down",
   "shape": 3,
   "weights": 15360,
   "sensitivity": 0.2750676684610973,
   "standard_error": 0.0099419952842697,
   "measured_distortion": {
    "nuq-3": 0.037804744946534456,
    "vq-3": 0.02971053395738803,
    "ctcq-3": 0.017562662468752203
   },
   "feedback": {
    "ratio": 1.3097865769674804,
    "growth": 0.6208776738190573
   }
  }
 ],
 "fused_kernels": [],
 "fusion_groups": [
  {
   "layers": [
    "blocks.0.attn.q",
    "blocks.0.attn.k",
    "blocks.0.attn.v"
   ],
   "merges": []
  },
  {
   "layers": [
    "blocks.0.mlp.gate",
    "blocks.0.mlp.up"
   ],
   "merges": []
  },
  {
   "layers": [
    "blocks.1.attn.q",
    "blocks.1.attn.k",
    "blocks.1.attn.v"
   ],
   "merges": []
  },
  {
   "layers": [
    "blocks.1.mlp.gate",
    "blocks.1.mlp.up"
   ],
   "merges": []
  },
  {
   "layers": [
    "blocks.2.attn.q",
    "blocks.2.attn.k",
    "blocks.2.attn.v"
   ],
   "merges": []
  },
  {
   "layers": [
    "blocks.2.mlp.gate",
    "blocks.2.mlp.up"
   ],
   "merges": []
  }
 ],
 "constants": {
  "sign_bytes": 168,
  "row_scale_bytes": 4032,
  "embedding_bytes": 61440,
  "head_bytes": 61440,
  "norm_bytes": 1344,
  "kv_bytes_per_token": 384
 }
}
