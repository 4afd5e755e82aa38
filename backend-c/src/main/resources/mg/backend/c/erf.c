/* 1 - erf x for 1.25 <= x < 6. */
static double $_rest(double x) {
    const double s = 1 / (x * x);
    double ratio;
    if (x < 1 / 0.35) {
        const double r = -0x1.43412600d6435p-7 + s * (-0x1.63416e4ba736p-1 + s * (-0x1.51e0441b0e726p3
                + s * (-0x1.f300ae4cba38dp5 + s * (-0x1.44cb184282266p7
                + s * (-0x1.7135cebccabb2p7 + s * (-0x1.4526557e4d2f2p6
                + s * -0x1.3a0efc69ac25cp3))))));
        const double q = 1 + s * (0x1.3a6b9bd707687p4 + s * (0x1.1350c526ae721p7
                + s * (0x1.b290dd58a1a71p8 + s * (0x1.42b1921ec2868p9
                + s * (0x1.ad02157700314p8 + s * (0x1.b28a3ee48ae2cp6
                + s * (0x1.a47ef8e484a93p2 + s * -0x1.eeff2ee749a62p-5)))))));
        ratio = r / q;
    } else {
        const double r = -0x1.4341239e86f4ap-7 + s * (-0x1.993ba70c285dep-1 + s * (-0x1.1c209555f995ap4
                + s * (-0x1.4145d43c5ed98p7 + s * (-0x1.3ec881375f228p9
                + s * (-0x1.004616a2e5992p10 + s * -0x1.e384e9bdc383fp8)))));
        const double q = 1 + s * (0x1.e568b261d519p4 + s * (0x1.45cae221b9f0ap8
                + s * (0x1.802eb189d5118p10 + s * (0x1.8ffb7688c246ap11
                + s * (0x1.3f219cedf3be6p11 + s * (0x1.da874e79fe763p8
                + s * -0x1.670e242712d62p4))))));
        ratio = r / q;
    }
    /* z has 24 bits: its square is exact. */
    const double z = (float) x;
    return $exp(-z * z - 0.5625) * $exp((z - x) * (z + x) + ratio) / x;
}

static double $(double x) {
    const double a = fabs(x);
    if (a < 0.84375) {
        const double z = x * x;
        const double p = 0x1.06eba8214db68p-3 + z * (-0x1.4cd7d691cb913p-2 + z * (-0x1.d2a51dbd7194fp-6
                + z * (-0x1.7a291236668e4p-8 + z * -0x1.8ead6120016acp-16)));
        const double q = 1 + z * (0x1.97779cddadc09p-2 + z * (0x1.0a54c5536cebap-4
                + z * (0x1.4d022c4d36b0fp-8 + z * (0x1.15dc9221c1a1p-13
                + z * -0x1.09c4342a2612p-18))));
        return x + x * (p / q);
    }
    if (a < 1.25) {
        const double s = a - 1;
        const double p = -0x1.359b8bef77538p-9 + s * (0x1.a8d00ad92b34dp-2 + s * (-0x1.7d240fbb8c3f1p-2
                + s * (0x1.45fca805120e4p-2 + s * (-0x1.c63983d3e28ecp-4
                + s * (0x1.22a36599795ebp-5 + s * -0x1.1bf380a96073fp-9)))));
        const double q = 1 + s * (0x1.b3e6618eee323p-4 + s * (0x1.14af092eb6f33p-1
                + s * (0x1.2635cd99fe9a7p-4 + s * (0x1.02660e763351fp-3
                + s * (0x1.bedc26b51dd1cp-7 + s * 0x1.88b545735151dp-7)))));
        return copysign(0x1.b0ac16p-1 + p / q, x);
    }
    if (a >= 6) {
        return copysign(1, x);
    }
    return x != x ? x : copysign(1 - $_rest(a), x);
}
