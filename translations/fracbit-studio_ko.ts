<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
<context>
    <name>Exporter</name>
    <message>
        <source>Hugging Face: de-quantized</source>
        <translation>Hugging Face: 역양자화</translation>
    </message>
    <message>
        <source>De-quantized weights of 16 bits each, as any program reads them</source>
        <translation>역양자화한 16비트 가중치로, 어떤 프로그램에서나 읽을 수 있습니다</translation>
    </message>
    <message>
        <source>Type of the weights</source>
        <translation>가중치 형식</translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>%1 bytes</source>
        <translation>%1바이트</translation>
    </message>
    <message>
        <source>tensor cores</source>
        <translation>텐서 코어</translation>
    </message>
    <message>
        <source>CUDA cores</source>
        <translation>CUDA 코어</translation>
    </message>
</context>
<context>
    <name>LayerFacts</name>
    <message>
        <source>≥ %1 bits</source>
        <translation>≥ %1비트</translation>
    </message>
    <message>
        <source>≤ %1 bits</source>
        <translation>≤ %1비트</translation>
    </message>
    <message>
        <source>Scheme</source>
        <translation>방식</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>가중치당 비트</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>민감도</translation>
    </message>
    <message>
        <source>Share of the loss</source>
        <translation>손실 비중</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>Error found / expected</source>
        <translation>오차 실제 / 예상</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>한도</translation>
    </message>
    <message>
        <source>In one kernel with</source>
        <translation>같은 커널의 레이어</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>%1 µs</source>
        <translation>%1 µs</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>커널</translation>
    </message>
    <message>
        <source>%1, from %2 to %3</source>
        <translation>%1, %2~%3</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) of block %1</source>
        <translation>
            <numerusform>블록 %1의 레이어 %n개</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SchemeBars</name>
    <message>
        <source>: %1 dB above the bound</source>
        <translation>: 하한보다 %1 dB 위</translation>
    </message>
    <message>
        <source>, found on this layer: %1 dB</source>
        <translation>, 이 레이어에서 측정: %1 dB</translation>
    </message>
    <message>
        <source>: no kernel that may be used</source>
        <translation>: 사용할 수 있는 커널 없음</translation>
    </message>
    <message>
        <source>: %1 µs, %2</source>
        <translation>: %1 µs, %2</translation>
    </message>
    <message>
        <source>batch %1, a model of %2, not measured</source>
        <translation>배치 %1, %2의 모델(측정값 아님)</translation>
    </message>
    <message>
        <source>batch %1, measured on %2</source>
        <translation>배치 %1, %2에서 측정</translation>
    </message>
</context>
<context>
    <name>TensorText</name>
    <message>
        <source>Query projection</source>
        <translation>쿼리 투영</translation>
    </message>
    <message>
        <source>Key projection</source>
        <translation>키 투영</translation>
    </message>
    <message>
        <source>Value projection</source>
        <translation>값 투영</translation>
    </message>
    <message>
        <source>Output projection of the attention</source>
        <translation>어텐션 출력 투영</translation>
    </message>
    <message>
        <source>Gate projection of the MLP</source>
        <translation>MLP 게이트 투영</translation>
    </message>
    <message>
        <source>Up projection of the MLP</source>
        <translation>MLP 상향 투영</translation>
    </message>
    <message>
        <source>Down projection of the MLP</source>
        <translation>MLP 하향 투영</translation>
    </message>
    <message>
        <source>Queries, keys and values of linear attention</source>
        <translation>선형 어텐션의 쿼리, 키, 값</translation>
    </message>
    <message>
        <source>Gate projection of linear attention</source>
        <translation>선형 어텐션의 게이트 투영</translation>
    </message>
    <message>
        <source>Output projection of linear attention</source>
        <translation>선형 어텐션의 출력 투영</translation>
    </message>
    <message>
        <source>Gate of the token&apos;s numbers</source>
        <translation>토큰 수치의 게이트</translation>
    </message>
    <message>
        <source>Projection of the token&apos;s numbers</source>
        <translation>토큰 수치의 투영</translation>
    </message>
    <message>
        <source>Norm before the experts</source>
        <translation>전문가 앞의 정규화</translation>
    </message>
    <message>
        <source>Norm behind the experts</source>
        <translation>전문가 뒤의 정규화</translation>
    </message>
    <message>
        <source>Norm behind the shared expert</source>
        <translation>공유 전문가 뒤의 정규화</translation>
    </message>
    <message>
        <source>Norm behind the token&apos;s numbers</source>
        <translation>토큰 수치 뒤의 정규화</translation>
    </message>
    <message>
        <source>Scale of the router</source>
        <translation>라우터의 스케일</translation>
    </message>
    <message>
        <source>Numbers of the token for each block</source>
        <translation>블록별 토큰 수치</translation>
    </message>
    <message>
        <source>Projection of the embedding for each block</source>
        <translation>블록별 임베딩 투영</translation>
    </message>
    <message>
        <source>Norm of the token&apos;s numbers</source>
        <translation>토큰 수치의 정규화</translation>
    </message>
    <message>
        <source>Bias of the router</source>
        <translation>라우터의 편향</translation>
    </message>
    <message>
        <source>Convolution</source>
        <translation>합성곱</translation>
    </message>
    <message>
        <source>Gate of the state</source>
        <translation>상태의 게이트</translation>
    </message>
    <message>
        <source>Decay of the state</source>
        <translation>상태의 감쇠</translation>
    </message>
    <message>
        <source>Time bias of the state</source>
        <translation>상태의 시간 편향</translation>
    </message>
    <message>
        <source>Norm of linear attention</source>
        <translation>선형 어텐션의 정규화</translation>
    </message>
    <message>
        <source>Scale of the block</source>
        <translation>블록의 배율</translation>
    </message>
    <message>
        <source>Down projection of the queries</source>
        <translation>쿼리의 하향 투영</translation>
    </message>
    <message>
        <source>Up projection of the queries</source>
        <translation>쿼리의 상향 투영</translation>
    </message>
    <message>
        <source>Down projection of keys and values</source>
        <translation>키와 값의 하향 투영</translation>
    </message>
    <message>
        <source>Up projection of keys and values</source>
        <translation>키와 값의 상향 투영</translation>
    </message>
    <message>
        <source>Token embedding</source>
        <translation>토큰 임베딩</translation>
    </message>
    <message>
        <source>Output head</source>
        <translation>출력 헤드</translation>
    </message>
    <message>
        <source>Final norm</source>
        <translation>최종 정규화</translation>
    </message>
    <message>
        <source>Norm before the attention</source>
        <translation>어텐션 앞 정규화</translation>
    </message>
    <message>
        <source>Norm before the MLP</source>
        <translation>MLP 앞 정규화</translation>
    </message>
    <message>
        <source>Norm of the queries</source>
        <translation>쿼리 정규화</translation>
    </message>
    <message>
        <source>Norm of the keys</source>
        <translation>키 정규화</translation>
    </message>
    <message>
        <source>Bias: %1</source>
        <translation>편향: %1</translation>
    </message>
    <message>
        <source>no other layer</source>
        <translation>다른 레이어 없음</translation>
    </message>
    <message>
        <source>Norm behind the attention</source>
        <translation>어텐션 뒤 정규화</translation>
    </message>
    <message>
        <source>Norm behind the MLP</source>
        <translation>MLP 뒤 정규화</translation>
    </message>
    <message>
        <source>Attention sinks</source>
        <translation>어텐션 싱크</translation>
    </message>
    <message>
        <source>Gate of the shared expert</source>
        <translation>공유 전문가 게이트</translation>
    </message>
    <message>
        <source>Router of the experts</source>
        <translation>전문가 라우터</translation>
    </message>
</context>
<context>
    <name>fracbit::app::AllocatePage</name>
    <message>
        <source>What the colours show</source>
        <translation>색상이 나타내는 값</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>가중치당 비트</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>민감도</translation>
    </message>
    <message>
        <source>Share of the loss, %</source>
        <translation>손실 비중, %</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Keeps the present allocation and shows how others differ from it</source>
        <translation>현재 할당을 보관하고 다른 할당과의 차이를 표시합니다</translation>
    </message>
    <message>
        <source>Square: trellis-coded · rounded: vector · circle: scalar · joined: one kernel · dot: pinned or banned</source>
        <translation>사각형: 트렐리스 · 둥근 사각형: 벡터 · 원: 스칼라 · 연결: 한 커널 · 점: 고정 또는 금지</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>지연 시간</translation>
    </message>
    <message>
        <source>%1 tok/s</source>
        <translation>%1토큰/초</translation>
    </message>
    <message>
        <source>Fuse kernels of layers that read the same input</source>
        <translation>같은 입력을 읽는 레이어의 커널 융합</translation>
    </message>
    <message>
        <source>Opening the profile…</source>
        <translation>프로파일 여는 중…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>This is not a profile that can be used</source>
        <translation>사용할 수 있는 프로파일이 아닙니다</translation>
    </message>
    <message>
        <source>Profiles are JSON files that “fracbit profile” and “fracbit import-profile” write. The file was not changed.</source>
        <translation>프로파일은 “fracbit profile”과 “fracbit import-profile”이 기록하는 JSON 파일입니다. 파일은 변경되지 않았습니다.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Open another profile…</source>
        <translation>다른 프로파일 열기…</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>레이어 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Difference in bits</source>
        <translation>비트 차이</translation>
    </message>
    <message>
        <source>End comparison</source>
        <translation>비교 종료</translation>
    </message>
    <message>
        <source>Compare with this</source>
        <translation>이것과 비교</translation>
    </message>
    <message>
        <source>Measure…</source>
        <translation>측정…</translation>
    </message>
    <message>
        <source>The profile as it was opened</source>
        <translation>처음 연 프로필</translation>
    </message>
    <message>
        <source>History of the edits</source>
        <translation>편집 기록</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>층</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>보존</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>비교</translation>
    </message>
    <message>
        <source>Palette</source>
        <translation>팔레트</translation>
    </message>
    <message>
        <source>History</source>
        <translation>기록</translation>
    </message>
    <message>
        <source>Scheme family</source>
        <translation>방식 계열</translation>
    </message>
    <message>
        <source>Select by name: mlp\.down, \.[0-3]\.</source>
        <translation>이름으로 선택: mlp\.down, \.[0-3]\.</translation>
    </message>
    <message>
        <source>A regular expression; Return selects the layers that it matches</source>
        <translation>정규식입니다. Enter를 누르면 맞는 층이 선택됩니다</translation>
    </message>
    <message>
        <source>Select layers by a regular expression</source>
        <translation>정규식으로 층 선택</translation>
    </message>
    <message>
        <source>Latency, µs</source>
        <translation>지연, µs</translation>
    </message>
    <message>
        <source>No layer matches</source>
        <translation>맞는 층이 없습니다</translation>
    </message>
    <message>
        <source>Quantize the model aside and measure it</source>
        <translation>모델을 따로 양자화하여 측정</translation>
    </message>
    <message>
        <source>Open the model to measure this allocation</source>
        <translation>이 할당을 측정하려면 모델을 여세요</translation>
    </message>
    <message>
        <source>Open the model to see its weights</source>
        <translation>가중치를 보려면 모델을 여세요</translation>
    </message>
    <message>
        <source>Feed errors back into later columns</source>
        <translation>오차를 뒤 열에 되먹임</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>행</translation>
    </message>
    <message>
        <source>Which rows the picture has; experts are one row until unfolded</source>
        <translation>그림에 표시할 행. 전문가는 펼치기 전까지 한 행입니다</translation>
    </message>
    <message>
        <source>Chooses for a quantization that uses the activation moments beside the profile: the same sizes, less loss</source>
        <translation>프로파일 옆의 활성화 모멘트를 쓰는 양자화에 맞춰 선택합니다. 크기는 같고 손실은 줄어듭니다</translation>
    </message>
</context>
<context>
    <name>fracbit::app::AllocationSession</name>
    <message>
        <source>Allow fusion</source>
        <translation>융합 허용</translation>
    </message>
    <message>
        <source>Forbid fusion</source>
        <translation>융합 금지</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>레이어 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Pin %1 to %2</source>
        <translation>%1을(를) %2(으)로 고정</translation>
    </message>
    <message>
        <source>Ban %2 from %1</source>
        <translation>%1에서 %2 금지</translation>
    </message>
    <message>
        <source>Release %1</source>
        <translation>%1 해제</translation>
    </message>
    <message>
        <source>%1: at least %2 bits</source>
        <translation>%1: %2비트 이상</translation>
    </message>
    <message>
        <source>%1: at most %2 bits</source>
        <translation>%1: %2비트 이하</translation>
    </message>
    <message>
        <source>Change the palette</source>
        <translation>팔레트 변경</translation>
    </message>
    <message>
        <source>Go back to “%1”</source>
        <translation>“%1”(으)로 되돌리기</translation>
    </message>
    <message>
        <source>Memory: at most %1</source>
        <translation>메모리: 최대 %1</translation>
    </message>
    <message>
        <source>No memory budget</source>
        <translation>메모리 예산 없음</translation>
    </message>
    <message>
        <source>Latency: at most %1 ms</source>
        <translation>지연 시간: 최대 %1 ms</translation>
    </message>
    <message>
        <source>No latency budget</source>
        <translation>지연 시간 예산 없음</translation>
    </message>
    <message>
        <source>Feed errors back</source>
        <translation>오차를 되먹임</translation>
    </message>
    <message>
        <source>Do not feed errors back</source>
        <translation>오차를 되먹이지 않음</translation>
    </message>
    <message>
        <source>Change the kernels</source>
        <translation>커널 변경</translation>
    </message>
</context>
<context>
    <name>fracbit::app::AuditTable</name>
    <message>
        <source>Layer</source>
        <translation>층</translation>
    </message>
    <message>
        <source>Assigned</source>
        <translation>할당</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>저장됨</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>바이트</translation>
    </message>
    <message>
        <source>Expected error</source>
        <translation>예상 오차</translation>
    </message>
    <message>
        <source>Found error</source>
        <translation>실제 오차</translation>
    </message>
</context>
<context>
    <name>fracbit::app::AuditView</name>
    <message>
        <source>Folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>Size on disk</source>
        <translation>디스크 크기</translation>
    </message>
    <message>
        <source>Size foretold</source>
        <translation>예고된 크기</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1초</translation>
    </message>
    <message>
        <source>From an earlier run</source>
        <translation>이전 실행에서</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n개 항목</numerusform>
        </translation>
    </message>
    <message>
        <source>Layers as they were written</source>
        <translation>기록된 층</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>폴더 열기</translation>
    </message>
    <message numerus="yes">
        <source>Written as assigned: all %n layer(s) read back and compared</source>
        <translation>
            <numerusform>할당대로 기록됨: %n개 층을 모두 다시 읽어 비교했습니다</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) in what was written</source>
        <translation>
            <numerusform>기록된 내용에 문제 %n개</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fracbit::app::BlockGraph</name>
    <message>
        <source>The kernel calls of the block</source>
        <translation>블록의 커널 호출</translation>
    </message>
    <message>
        <source>rotation</source>
        <translation>회전</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>어텐션</translation>
    </message>
    <message>
        <source>activation</source>
        <translation>활성화</translation>
    </message>
</context>
<context>
    <name>fracbit::app::BudgetControl</name>
    <message>
        <source>%1 budget</source>
        <translation>%1 예산</translation>
    </message>
    <message>
        <source>%1 budget, exact</source>
        <translation>%1 예산, 정확한 값</translation>
    </message>
    <message>
        <source>Unit of the %1 budget</source>
        <translation>%1 예산의 단위</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> 토큰</translation>
    </message>
    <message>
        <source>Context that has to fit, in tokens</source>
        <translation>들어가야 할 문맥(토큰)</translation>
    </message>
    <message>
        <source>GiB in all, with</source>
        <translation>전체 GiB, 문맥</translation>
    </message>
    <message>
        <source>bits/weight</source>
        <translation>비트/가중치</translation>
    </message>
    <message>
        <source>MiB</source>
        <translation>MiB</translation>
    </message>
    <message>
        <source>GiB</source>
        <translation>GiB</translation>
    </message>
    <message>
        <source>ms/token</source>
        <translation>ms/토큰</translation>
    </message>
    <message>
        <source>tokens/s</source>
        <translation>토큰/초</translation>
    </message>
    <message>
        <source>%1 · fits %2 GB</source>
        <translation>%1 · %2GB에 들어감</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ChatWindow</name>
    <message>
        <source>Original and quantized</source>
        <translation>원본과 양자화본</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>원본</translation>
    </message>
    <message>
        <source>Quantized</source>
        <translation>양자화본</translation>
    </message>
    <message>
        <source>Say something to both models</source>
        <translation>두 모델에게 말해 보세요</translation>
    </message>
    <message>
        <source>Words for both models</source>
        <translation>두 모델에 보낼 말</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> 토큰</translation>
    </message>
    <message>
        <source>Length of an answer</source>
        <translation>답변 길이</translation>
    </message>
    <message>
        <source>temperature </source>
        <translation>온도 </translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>온도</translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>보내기</translation>
    </message>
    <message>
        <source>%1 tok/s</source>
        <translation>%1 토큰/초</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ComparisonPanel</name>
    <message>
        <source>%1 → %2 (%3 %)</source>
        <translation>%1 → %2 (%3%)</translation>
    </message>
    <message>
        <source>Predicted loss</source>
        <translation>예측 손실</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>가중치당 비트</translation>
    </message>
    <message>
        <source>Layers that differ</source>
        <translation>다른 층</translation>
    </message>
    <message>
        <source>Milliseconds per token</source>
        <translation>토큰당 밀리초</translation>
    </message>
    <message>
        <source>Keep an allocation with “Compare with this”, or compare with a snapshot: what differs is listed here and coloured in the picture.</source>
        <translation>“이것과 비교”로 할당을 보존하거나 스냅샷과 비교하세요. 다른 점이 여기 나열되고 그림에 색으로 표시됩니다.</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ComparisonTable</name>
    <message>
        <source>Layer</source>
        <translation>층</translation>
    </message>
    <message>
        <source>Was</source>
        <translation>이전</translation>
    </message>
    <message>
        <source>Is</source>
        <translation>현재</translation>
    </message>
    <message>
        <source>Δ bits</source>
        <translation>Δ 비트</translation>
    </message>
    <message>
        <source>Δ loss</source>
        <translation>Δ 손실</translation>
    </message>
</context>
<context>
    <name>fracbit::app::DropHint</name>
    <message>
        <source>Drop to open</source>
        <translation>놓으면 열립니다</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ExportForm</name>
    <message numerus="yes">
        <source>%n bit(s)</source>
        <translation>
            <numerusform>%n비트</numerusform>
        </translation>
    </message>
    <message>
        <source>Replace a finished model in the folder</source>
        <translation>폴더의 완성된 모델을 교체</translation>
    </message>
    <message>
        <source>Quantize</source>
        <translation>양자화</translation>
    </message>
    <message>
        <source>Folder to write</source>
        <translation>저장할 폴더</translation>
    </message>
    <message>
        <source>Embeddings</source>
        <translation>임베딩</translation>
    </message>
    <message>
        <source>Output head</source>
        <translation>출력 헤드</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>선택…</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>Size on disk</source>
        <translation>디스크 크기</translation>
    </message>
    <message>
        <source>Folder for the quantized model</source>
        <translation>양자화된 모델의 폴더</translation>
    </message>
    <message>
        <source>Fracbit: packed bits</source>
        <translation>Fracbit: 압축된 비트</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>Packed bits are small and fast here.</source>
        <translation>압축된 비트는 작고 이 프로그램에서 빠릅니다.</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ExportPage</name>
    <message>
        <source>Linear layers</source>
        <translation>선형 레이어</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>가중치당 비트</translation>
    </message>
    <message>
        <source>Size of the linear layers</source>
        <translation>선형 레이어 크기</translation>
    </message>
    <message>
        <source>Predicted loss increase</source>
        <translation>예측 손실 증가</translation>
    </message>
    <message>
        <source>Save plan…</source>
        <translation>계획 저장…</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>명령 복사</translation>
    </message>
    <message>
        <source>The command that quantizes the model by the saved plan</source>
        <translation>저장한 계획에 따라 모델을 양자화하는 명령</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Save the plan</source>
        <translation>계획 저장</translation>
    </message>
    <message>
        <source>Plans (*.json)</source>
        <translation>계획 (*.json)</translation>
    </message>
    <message>
        <source>Saved as %1. This quantizes the model by it:
%2</source>
        <translation>%1(으)로 저장했습니다. 다음 명령은 이 계획에 따라 모델을 양자화합니다:
%2</translation>
    </message>
    <message>
        <source>What was written is read back and compared with the plan; the report appears here.</source>
        <translation>기록된 내용을 다시 읽어 계획과 비교하고, 그 보고서를 여기에 표시합니다.</translation>
    </message>
    <message>
        <source>To write the quantized model here, open the original: a profile holds no weights.</source>
        <translation>여기서 양자화된 모델을 만들려면 원본을 여세요. 프로필에는 가중치가 없습니다.</translation>
    </message>
    <message>
        <source>Open model…</source>
        <translation>모델 열기…</translation>
    </message>
    <message>
        <source>Try it beside the original…</source>
        <translation>원본과 나란히 시험…</translation>
    </message>
    <message>
        <source>Quantized model</source>
        <translation>양자화된 모델</translation>
    </message>
    <message>
        <source>A plan says which scheme each layer gets; “fracbit quantize” carries it out.</source>
        <translation>계획은 각 층의 방식을 정하며, “fracbit quantize”가 이를 실행합니다.</translation>
    </message>
    <message>
        <source>Another job is running; one runs at a time</source>
        <translation>다른 작업이 실행 중입니다. 한 번에 하나만 실행됩니다</translation>
    </message>
    <message>
        <source>Save table…</source>
        <translation>표 저장…</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>그림 저장…</translation>
    </message>
    <message>
        <source>Plan, table, picture</source>
        <translation>계획, 표, 그림</translation>
    </message>
    <message>
        <source>Save the table</source>
        <translation>표 저장</translation>
    </message>
    <message>
        <source>Tables (*.csv *.json)</source>
        <translation>표 (*.csv *.json)</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>그림 저장</translation>
    </message>
    <message>
        <source>Pictures (*.svg *.pdf *.png)</source>
        <translation>그림 (*.svg *.pdf *.png)</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>%1(으)로 저장했습니다.</translation>
    </message>
    <message>
        <source>being worked out</source>
        <translation>계산 중</translation>
    </message>
    <message>
        <source>known once the model is quantized</source>
        <translation>모델을 양자화한 뒤 알 수 있음</translation>
    </message>
</context>
<context>
    <name>fracbit::app::FrontPlot</name>
    <message>
        <source>bits per weight</source>
        <translation>가중치당 비트</translation>
    </message>
    <message>
        <source>milliseconds per token</source>
        <translation>토큰당 밀리초</translation>
    </message>
    <message>
        <source>predicted loss increase</source>
        <translation>예측 손실 증가</translation>
    </message>
    <message>
        <source>Front of loss and memory</source>
        <translation>손실–메모리 프런트</translation>
    </message>
    <message>
        <source>Front of loss and latency</source>
        <translation>손실–지연 시간 프런트</translation>
    </message>
    <message>
        <source>Click or drag to choose a budget</source>
        <translation>클릭하거나 드래그하여 예산 선택</translation>
    </message>
    <message>
        <source>optimal</source>
        <translation>최적</translation>
    </message>
    <message>
        <source>ideal quantizers</source>
        <translation>이상적 양자화기</translation>
    </message>
    <message>
        <source>one scheme for all</source>
        <translation>모두 같은 방식</translation>
    </message>
    <message>
        <source>snapshots</source>
        <translation>스냅샷</translation>
    </message>
    <message>
        <source>compared with</source>
        <translation>비교 대상</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>측정됨</translation>
    </message>
    <message>
        <source>present</source>
        <translation>현재</translation>
    </message>
    <message>
        <source>loss increase</source>
        <translation>손실 증가</translation>
    </message>
    <message>
        <source>%1 %2 tokens</source>
        <translation>%1 토큰 %2개</translation>
    </message>
</context>
<context>
    <name>fracbit::app::HeatmapView</name>
    <message>
        <source>Allocation: bits of each layer</source>
        <translation>할당: 레이어별 비트</translation>
    </message>
</context>
<context>
    <name>fracbit::app::HistogramPlot</name>
    <message>
        <source>normal</source>
        <translation>정규</translation>
    </message>
    <message>
        <source>as stored</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>rotated</source>
        <translation>회전</translation>
    </message>
    <message>
        <source>Spread of the weights against the normal curve</source>
        <translation>정규 곡선과 비교한 가중치 분포</translation>
    </message>
</context>
<context>
    <name>fracbit::app::JobLane</name>
    <message>
        <source>There is not enough memory for this.</source>
        <translation>메모리가 부족하여 이 작업을 할 수 없습니다.</translation>
    </message>
</context>
<context>
    <name>fracbit::app::KeptPanel</name>
    <message>
        <source>Kept allocations</source>
        <translation>보존된 할당</translation>
    </message>
    <message>
        <source>Snapshots keep an allocation under a name; measurements are allocations that were really quantized and compared.</source>
        <translation>스냅샷은 할당을 이름으로 보존하고, 측정은 실제로 양자화하여 비교한 할당입니다.</translation>
    </message>
    <message>
        <source>Keep this…</source>
        <translation>보존…</translation>
    </message>
    <message>
        <source>Go back to</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>비교</translation>
    </message>
    <message>
        <source>Try…</source>
        <translation>시험…</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>버리기</translation>
    </message>
    <message>
        <source>Keep the present allocation under a name</source>
        <translation>현재 할당을 이름을 붙여 보존합니다</translation>
    </message>
    <message>
        <source>Decide as the snapshot did; can be undone</source>
        <translation>스냅샷의 결정으로 돌아갑니다. 실행 취소할 수 있습니다</translation>
    </message>
    <message>
        <source>Talk to the measured model and the original side by side</source>
        <translation>측정된 모델과 원본에게 나란히 말해 보기</translation>
    </message>
    <message>
        <source>Keep this allocation</source>
        <translation>이 할당 보존</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
</context>
<context>
    <name>fracbit::app::KeptTable</name>
    <message>
        <source>A snapshot: nothing was measured</source>
        <translation>스냅샷: 측정된 것이 없습니다</translation>
    </message>
    <message>
        <source>KL %1 ± %2 nats, perplexity %3, the same most probable token in %4 % of %5 predictions; text: %6</source>
        <translation>KL %1 ± %2 nat, 혼란도 %3, 가장 유력한 토큰이 같은 비율 %4% (예측 %5개); 글: %6</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>비트</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>예측</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>측정</translation>
    </message>
</context>
<context>
    <name>fracbit::app::LatencyForm</name>
    <message>
        <source>More bits are never faster</source>
        <translation>비트가 많으면 결코 더 빠르지 않음</translation>
    </message>
    <message>
        <source>Where times come from</source>
        <translation>시간의 출처</translation>
    </message>
    <message>
        <source>Table or profile with times</source>
        <translation>시간이 담긴 표 또는 프로파일</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>선택…</translation>
    </message>
    <message>
        <source>A table or a profile with times</source>
        <translation>시간이 담긴 표 또는 프로파일</translation>
    </message>
    <message>
        <source>Tables (*.json)</source>
        <translation>표 (*.json)</translation>
    </message>
    <message>
        <source>Sequences decoded at a time</source>
        <translation>동시에 디코딩하는 시퀀스</translation>
    </message>
    <message>
        <source>Replaces the times by the nearest ones that rise with the bits: an optimiser exploits noise</source>
        <translation>시간을 비트에 따라 증가하는 가장 가까운 값으로 바꿉니다. 최적화기는 잡음을 악용하기 때문입니다</translation>
    </message>
    <message>
        <source>sequences at a time</source>
        <translation>개 시퀀스 동시</translation>
    </message>
    <message>
        <source>Measured on this processor</source>
        <translation>이 프로세서에서 측정</translation>
    </message>
    <message>
        <source>Measured on this GPU, %1</source>
        <translation>이 GPU에서 측정, %1</translation>
    </message>
    <message>
        <source>Model of %1</source>
        <translation>%1의 모델</translation>
    </message>
    <message>
        <source>From a table or another profile…</source>
        <translation>표 또는 다른 프로파일에서…</translation>
    </message>
    <message>
        <source>None: only sizes are decided on</source>
        <translation>없음: 크기만 정합니다</translation>
    </message>
    <message>
        <source>Every kernel is timed with cold weights, as in decoding. Minutes.</source>
        <translation>디코딩할 때처럼 캐시에 없는 가중치로 모든 커널을 측정합니다. 몇 분 걸립니다.</translation>
    </message>
    <message>
        <source>A model, not a measurement: %1. The profile says so.</source>
        <translation>측정이 아닌 모델입니다: %1. 프로파일에도 그렇게 적힙니다.</translation>
    </message>
    <message>
        <source>A table of the reference code, or a profile of layers with the same shapes.</source>
        <translation>참조 코드의 표, 또는 같은 모양의 레이어을 가진 프로파일.</translation>
    </message>
    <message>
        <source>Times that the profile holds already are kept.</source>
        <translation>프로파일에 이미 있는 시간은 유지됩니다.</translation>
    </message>
</context>
<context>
    <name>fracbit::app::LayerInspector</name>
    <message>
        <source>Schemes of the layer</source>
        <translation>레이어의 방식</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>고정</translation>
    </message>
    <message>
        <source>Give the selected layers this scheme, whatever the budget</source>
        <translation>예산과 관계없이 선택한 레이어에 이 방식을 적용합니다</translation>
    </message>
    <message>
        <source>Ban</source>
        <translation>금지</translation>
    </message>
    <message>
        <source>Never give the selected layers this scheme</source>
        <translation>선택한 레이어에 이 방식을 사용하지 않습니다</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>해제</translation>
    </message>
    <message>
        <source>Drop the pins and bans of the selected layers</source>
        <translation>선택한 레이어의 고정과 금지를 해제합니다</translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation>선택 항목 없음</translation>
    </message>
    <message>
        <source>Choose a cell of the picture, a row, a column, or draw a frame.</source>
        <translation>그림의 칸, 행 또는 열을 선택하거나 드래그하여 영역을 지정하세요.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more layer(s); pins and bans concern all</source>
        <translation>
            <numerusform>외 레이어 %n개. 고정과 금지는 모두에 적용됩니다</numerusform>
        </translation>
    </message>
    <message>
        <source>Block %1</source>
        <translation>블록 %1</translation>
    </message>
    <message>
        <source>Weights, rows scaled to one</source>
        <translation>가중치, 행을 1로 정규화</translation>
    </message>
    <message>
        <source>The block&apos;s kernel calls</source>
        <translation>블록의 커널 호출</translation>
    </message>
    <message>
        <source>at least</source>
        <translation>이상</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>이하</translation>
    </message>
    <message>
        <source>Kind of the limit</source>
        <translation>한도 종류</translation>
    </message>
    <message>
        <source> bits</source>
        <translation>비트</translation>
    </message>
    <message>
        <source>Bits of the limit</source>
        <translation>한도의 비트</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>제한</translation>
    </message>
    <message>
        <source>Bound the bits per weight of the selected layers</source>
        <translation>선택한 층의 가중치당 비트를 제한합니다</translation>
    </message>
    <message>
        <source>Kurtosis %1 as stored, %2 rotated; a normal has 3</source>
        <translation>첨도: 저장 %1, 회전 %2; 정규 분포는 3</translation>
    </message>
    <message>
        <source>Error of each scheme above the bound</source>
        <translation>방식별 하한 초과 오차</translation>
    </message>
    <message>
        <source>dB</source>
        <translation>dB</translation>
    </message>
    <message>
        <source>Time of a call with each scheme</source>
        <translation>방식별 호출 시간</translation>
    </message>
    <message>
        <source>µs</source>
        <translation>µs</translation>
    </message>
    <message>
        <source>Time of a call of its own, µs, by bits</source>
        <translation>단독 호출 시간, µs, 비트별</translation>
    </message>
    <message>
        <source>Error above the bound D(R), dB, by bits; dots: found on this layer&apos;s weights</source>
        <translation>하한 D(R) 초과 오차, dB, 비트별. 점: 이 레이어의 가중치에서 측정</translation>
    </message>
    <message>
        <source>This profile has no times: measure them on the page Profile, or take those of a device model or of a table there.</source>
        <translation>이 프로파일에는 시간이 없습니다. 프로파일 페이지에서 측정하거나 장치 모델 또는 표의 시간을 사용하세요.</translation>
    </message>
</context>
<context>
    <name>fracbit::app::MainWindow</name>
    <message>
        <source>Open a model</source>
        <translation>모델 열기</translation>
    </message>
    <message>
        <source>Models (*.gguf *.safetensors *.bin config.json)</source>
        <translation>모델 (*.gguf *.safetensors *.bin config.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>모든 파일 (*)</translation>
    </message>
    <message>
        <source>Open a model&apos;s folder</source>
        <translation>모델 폴더 열기</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>파일(&amp;F)</translation>
    </message>
    <message>
        <source>Open &amp;file…</source>
        <translation>파일 열기(&amp;F)…</translation>
    </message>
    <message>
        <source>Open f&amp;older…</source>
        <translation>폴더 열기(&amp;O)…</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>최근 항목 열기(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Close model</source>
        <translation>모델 닫기(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>종료(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>편집(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Copy rows</source>
        <translation>행 복사(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Filter tensors</source>
        <translation>텐서 필터링(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>보기(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>테마(&amp;T)</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>시스템 설정 따르기(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>밝게(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>어둡게(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>언어(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>도움말(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;About Fracbit Studio</source>
        <translation>Fracbit Studio 정보(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Clear list</source>
        <translation>목록 지우기(&amp;C)</translation>
    </message>
    <message>
        <source>About Fracbit Studio</source>
        <translation>Fracbit Studio 정보</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Fracbit Studio %1&lt;/h3&gt;&lt;p&gt;Fits a large language model into a memory and latency budget by giving each layer a fractional number of bits.&lt;/p&gt;&lt;p&gt;Free software under the MIT licence.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Fracbit Studio %1&lt;/h3&gt;&lt;p&gt;각 레이어에 소수 단위의 비트를 배정하여 대규모 언어 모델을 메모리와 지연 시간 예산에 맞춥니다.&lt;/p&gt;&lt;p&gt;MIT 라이선스를 따르는 자유 소프트웨어입니다.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Open a profile</source>
        <translation>프로파일 열기</translation>
    </message>
    <message>
        <source>Profiles (*.json)</source>
        <translation>프로파일 (*.json)</translation>
    </message>
    <message>
        <source>Open &amp;profile…</source>
        <translation>프로파일 열기(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>실행 취소(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>다시 실행(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Colours for all kinds of colour vision</source>
        <translation>색각 이상 친화 색상(&amp;C)</translation>
    </message>
    <message>
        <source>Save elsewhere…</source>
        <translation>다른 곳에 저장…</translation>
    </message>
    <message>
        <source>The project: %1</source>
        <translation>프로젝트: %1</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>프로젝트 열기</translation>
    </message>
    <message>
        <source>Projects (*.fracbit)</source>
        <translation>프로젝트 (*.fracbit)</translation>
    </message>
    <message>
        <source>Save the project as</source>
        <translation>다른 이름으로 프로젝트 저장</translation>
    </message>
    <message>
        <source>The project is not saved</source>
        <translation>프로젝트가 저장되지 않았습니다</translation>
    </message>
    <message>
        <source>Open pro&amp;ject…</source>
        <translation>프로젝트 열기(&amp;J)…</translation>
    </message>
    <message>
        <source>&amp;Save project as…</source>
        <translation>다른 이름으로 프로젝트 저장(&amp;S)…</translation>
    </message>
</context>
<context>
    <name>fracbit::app::MeasureDialog</name>
    <message>
        <source>Windows</source>
        <translation>창</translation>
    </message>
    <message>
        <source>Tokens in each</source>
        <translation>각각의 토큰 수</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>측정</translation>
    </message>
    <message>
        <source>Measure this allocation</source>
        <translation>이 할당 측정</translation>
    </message>
    <message>
        <source>Quantizes the model aside and reads a text with it and with the original. The measured divergence appears on the fronts.</source>
        <translation>모델을 따로 양자화하고 원본과 함께 글을 읽습니다. 측정된 발산이 프런트에 나타납니다.</translation>
    </message>
    <message>
        <source>%1 bits</source>
        <translation>%1비트</translation>
    </message>
    <message>
        <source>What the original itself writes</source>
        <translation>원본이 스스로 쓴 글</translation>
    </message>
    <message>
        <source>A text of mine</source>
        <translation>내 글</translation>
    </message>
    <message>
        <source>windows of</source>
        <translation>개 창, 각</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>토큰</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>글</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>표본</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Text file</source>
        <translation>텍스트 파일</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>선택…</translation>
    </message>
    <message>
        <source>A text to measure on</source>
        <translation>측정할 글</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ModelHeader</name>
    <message numerus="yes">
        <source>%n block(s)</source>
        <translation>
            <numerusform>블록 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n linear layer(s)</source>
        <translation>
            <numerusform>선형 레이어 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>매개변수</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>가중치당 비트</translation>
    </message>
    <message>
        <source>Mean over all tensors as they are stored</source>
        <translation>저장된 모든 텐서의 평균</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>컨텍스트</translation>
    </message>
    <message>
        <source>Longest context in tokens</source>
        <translation>최대 컨텍스트(토큰 수)</translation>
    </message>
    <message>
        <source>Carried along</source>
        <translation>함께 보존</translation>
    </message>
    <message>
        <source>Tensors beside the text model (%1): not computed with, and written again with every export</source>
        <translation>텍스트 모델 밖의 텐서(%1): 계산에 쓰이지 않으며 내보낼 때마다 그대로 기록됩니다</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ModelPage</name>
    <message>
        <source>Opening…</source>
        <translation>여는 중…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Open another file…</source>
        <translation>다른 파일 열기…</translation>
    </message>
    <message>
        <source>Open another folder…</source>
        <translation>다른 폴더 열기…</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <source>This could not be opened</source>
        <translation>열 수 없습니다</translation>
    </message>
    <message>
        <source>The studio reads Hugging Face folders (config.json with safetensors or PyTorch files) and GGUF files of these models: %1. The file was not changed.</source>
        <translation>다음 모델의 Hugging Face 폴더(config.json과 safetensors 또는 PyTorch 파일)와 GGUF 파일을 읽을 수 있습니다: %1. 파일은 변경되지 않았습니다.</translation>
    </message>
</context>
<context>
    <name>fracbit::app::NavigationBar</name>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>프로파일</translation>
    </message>
    <message>
        <source>Allocate</source>
        <translation>할당</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>페이지</translation>
    </message>
</context>
<context>
    <name>fracbit::app::NoticeBar</name>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>fracbit::app::PaletteEditor</name>
    <message>
        <source>Scheme</source>
        <translation>방식</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>비트</translation>
    </message>
    <message>
        <source>Allow all</source>
        <translation>모두 허용</translation>
    </message>
    <message>
        <source>Schemes that are not ticked are given to no layer, kernels that are not ticked run none. Pins and bans of single layers are made in the inspector.</source>
        <translation>선택하지 않은 방식은 어느 레이어에도 쓰이지 않고, 선택하지 않은 커널은 실행되지 않습니다. 개별 레이어의 고정과 금지는 검사기에서 합니다.</translation>
    </message>
    <message>
        <source>Schemes and kernels that may be used</source>
        <translation>사용할 수 있는 방식과 커널</translation>
    </message>
    <message>
        <source>Kernels</source>
        <translation>커널</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ProfileForm</name>
    <message>
        <source>Sequences</source>
        <translation>시퀀스</translation>
    </message>
    <message>
        <source>Tokens in each</source>
        <translation>각각의 토큰 수</translation>
    </message>
    <message>
        <source>Measure the profile</source>
        <translation>프로필 측정</translation>
    </message>
    <message>
        <source>Fisher information</source>
        <translation>피셔 정보</translation>
    </message>
    <message>
        <source>Noise in one layer at a time</source>
        <translation>층마다 하나씩 잡음</translation>
    </message>
    <message>
        <source>Estimator</source>
        <translation>추정기</translation>
    </message>
    <message>
        <source>What the model itself writes</source>
        <translation>모델이 스스로 쓴 글</translation>
    </message>
    <message>
        <source>A text of mine</source>
        <translation>내 글</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>글</translation>
    </message>
    <message>
        <source>sequences of</source>
        <translation>개 시퀀스, 각</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>토큰</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>표본</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>프로파일</translation>
    </message>
    <message>
        <source>Text file</source>
        <translation>텍스트 파일</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>선택…</translation>
    </message>
    <message>
        <source>A text to measure on</source>
        <translation>측정할 글</translation>
    </message>
    <message>
        <source>Profile to write</source>
        <translation>저장할 프로필</translation>
    </message>
    <message>
        <source>Profiles (*.json)</source>
        <translation>프로파일 (*.json)</translation>
    </message>
    <message>
        <source>One pass forward and one backward, all layers at once: minutes. Works block by block, for models that do not fit into memory, too.</source>
        <translation>순방향 한 번, 역방향 한 번으로 모든 층을 동시에: 몇 분. 블록 단위로 진행하므로 메모리에 들어가지 않는 모델에도 됩니다.</translation>
    </message>
    <message>
        <source>Disturbs one layer after another and measures the divergence: the slow truth. Holds the whole model in memory.</source>
        <translation>층을 하나씩 흔들며 발산을 측정합니다. 느리지만 정확합니다. 모델 전체를 메모리에 둡니다.</translation>
    </message>
    <message>
        <source>%1 tokens. More of them make the sensitivities more certain.</source>
        <translation>%1 토큰. 많을수록 민감도가 더 확실해집니다.</translation>
    </message>
    <message>
        <source>Activation moments, for feedback of errors</source>
        <translation>활성값 모멘트 (오차 되먹임용)</translation>
    </message>
    <message>
        <source>Also</source>
        <translation>추가로</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>Later quantizations lose less at the same size and speed: each column makes good what earlier ones did wrong. Takes a pass over more text, and %1 on disk.</source>
        <translation>이후 양자화가 같은 크기와 속도에서 덜 잃습니다. 각 열이 앞선 열의 오차를 바로잡기 때문입니다. 더 많은 텍스트를 한 번 더 읽고 디스크 %1을(를) 씁니다.</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ProfilePage</name>
    <message>
        <source>%1 to %2</source>
        <translation>%1~%2</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>출처</translation>
    </message>
    <message>
        <source>Linear layers</source>
        <translation>선형 레이어</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>블록</translation>
    </message>
    <message>
        <source>Linear weights</source>
        <translation>선형 가중치</translation>
    </message>
    <message>
        <source>Quantization schemes</source>
        <translation>양자화 방식</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>가중치당 비트</translation>
    </message>
    <message>
        <source>Least size</source>
        <translation>최소 크기</translation>
    </message>
    <message>
        <source>Latencies</source>
        <translation>지연 시간</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>측정하지 않음</translation>
    </message>
    <message>
        <source>KV cache per token</source>
        <translation>토큰당 KV 캐시</translation>
    </message>
    <message>
        <source>Go to Allocate</source>
        <translation>할당으로 이동</translation>
    </message>
    <message>
        <source>Open another profile…</source>
        <translation>다른 프로파일 열기…</translation>
    </message>
    <message>
        <source>Estimator</source>
        <translation>추정기</translation>
    </message>
    <message>
        <source>Measured on</source>
        <translation>측정에 쓴 글</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>날짜</translation>
    </message>
    <message>
        <source>Measure a new one…</source>
        <translation>새로 측정…</translation>
    </message>
    <message>
        <source>A profile says how much the loss of a model suffers from errors in each of its layers, and what each quantizer costs there.</source>
        <translation>프로파일은 각 레이어의 오차가 모델 손실에 주는 영향과 그곳에서 각 양자화기의 비용을 담고 있습니다.</translation>
    </message>
    <message>
        <source>Open a profile instead…</source>
        <translation>대신 프로필 열기…</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <source>Profile of %1</source>
        <translation>%1의 프로필</translation>
    </message>
    <message>
        <source>Another job is running; one runs at a time</source>
        <translation>다른 작업이 실행 중입니다. 한 번에 하나만 실행됩니다</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>시간</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ReadoutLine</name>
    <message>
        <source>Bits per weight</source>
        <translation>가중치당 비트</translation>
    </message>
    <message>
        <source>Linear layers</source>
        <translation>선형 레이어</translation>
    </message>
    <message>
        <source>Predicted speed</source>
        <translation>예측 속도</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>탐색</translation>
    </message>
    <message>
        <source>optimal</source>
        <translation>최적</translation>
    </message>
    <message>
        <source>≈ %1 tok/s</source>
        <translation>≈ %1토큰/초</translation>
    </message>
    <message>
        <source>gap %1 %</source>
        <translation>격차 %1%</translation>
    </message>
    <message>
        <source>≈ %1 %</source>
        <translation>≈ %1%</translation>
    </message>
    <message>
        <source>Next 1 % of memory saves</source>
        <translation>메모리 1% 추가 시 감소</translation>
    </message>
    <message>
        <source>Loss increase · perplexity × %1</source>
        <translation>손실 증가 · 퍼플렉서티 × %1</translation>
    </message>
    <message>
        <source>The next %1: %2, loss −%3 %</source>
        <translation>다음 %1: %2, 손실 −%3%</translation>
    </message>
    <message>
        <source>%1 µs</source>
        <translation>%1 µs</translation>
    </message>
    <message>
        <source>≈ %1 % · %2 %</source>
        <translation>≈ %1% · %2%</translation>
    </message>
    <message>
        <source>Next 1 % of memory · time saves</source>
        <translation>메모리 · 시간 1% 추가 시 감소</translation>
    </message>
    <message>
        <source>Next 1 % of time saves</source>
        <translation>시간 1% 추가 시 감소</translation>
    </message>
</context>
<context>
    <name>fracbit::app::RowList</name>
    <message>
        <source>Shown</source>
        <translation>표시</translation>
    </message>
    <message>
        <source>As one row</source>
        <translation>한 행으로</translation>
    </message>
    <message>
        <source>Rows of the picture</source>
        <translation>그림의 행</translation>
    </message>
</context>
<context>
    <name>fracbit::app::SchemeTable</name>
    <message>
        <source>Decibels above the least error that any quantizer of that rate can have</source>
        <translation>해당 비트율에서 가능한 최소 오차 대비 데시벨</translation>
    </message>
    <message>
        <source>Scheme</source>
        <translation>방식</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>비트</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>손실</translation>
    </message>
    <message>
        <source>Gap, dB</source>
        <translation>격차, dB</translation>
    </message>
</context>
<context>
    <name>fracbit::app::StartView</name>
    <message>
        <source>Drop a model here</source>
        <translation>여기에 모델을 놓으세요</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>파일 열기…</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>폴더 열기…</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>최근 항목</translation>
    </message>
    <message>
        <source>Recently opened</source>
        <translation>최근에 연 항목</translation>
    </message>
    <message>
        <source>%1  —  %2</source>
        <comment>file name, folder</comment>
        <translation>%1  —  %2</translation>
    </message>
    <message>
        <source>A Hugging Face folder (config.json and safetensors) or a GGUF file; nothing is changed in it. Profiles and projects, too.</source>
        <translation>Hugging Face 폴더(config.json과 safetensors) 또는 GGUF 파일. 내용은 바뀌지 않습니다. 프로필과 프로젝트도 됩니다.</translation>
    </message>
    <message>
        <source>Open project…</source>
        <translation>프로젝트 열기…</translation>
    </message>
    <message>
        <source>Open profile…</source>
        <translation>프로파일 열기…</translation>
    </message>
    <message>
        <source>Open the sample model</source>
        <translation>예제 모델 열기</translation>
    </message>
</context>
<context>
    <name>fracbit::app::Studio</name>
    <message>
        <source>Fracbit Studio did not end properly last time. This is the project that was open, with everything that was saved.</source>
        <translation>Fracbit Studio가 지난번에 정상적으로 끝나지 않았습니다. 열려 있던 프로젝트를 저장된 그대로 열었습니다.</translation>
    </message>
</context>
<context>
    <name>fracbit::app::TensorBrowser</name>
    <message>
        <source>Filter by name, block or type, e.g. “mlp.down” or “Q8_0”</source>
        <translation>이름, 블록 또는 형식으로 필터링(예: “mlp.down” 또는 “Q8_0”)</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>필터</translation>
    </message>
    <message>
        <source>Expand all</source>
        <translation>모두 펼치기</translation>
    </message>
    <message>
        <source>Collapse all</source>
        <translation>모두 접기</translation>
    </message>
    <message>
        <source>Tensors of the model</source>
        <translation>모델의 텐서</translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation>행 복사</translation>
    </message>
    <message numerus="yes">
        <source>%n tensor(s)</source>
        <translation>
            <numerusform>텐서 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>일치하는 항목 없음</translation>
    </message>
</context>
<context>
    <name>fracbit::app::TensorDetails</name>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Copy these facts as text</source>
        <translation>이 정보를 텍스트로 복사</translation>
    </message>
    <message>
        <source>Details of the selection</source>
        <translation>선택 항목 세부 정보</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>형태</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>매개변수</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Exactly</source>
        <translation>정확한 크기</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>가중치당 비트</translation>
    </message>
    <message>
        <source>Shares its input with</source>
        <translation>입력을 공유하는 레이어</translation>
    </message>
    <message>
        <source>Row order</source>
        <translation>행 순서</translation>
    </message>
    <message>
        <source>other in the file than in the model</source>
        <translation>파일과 모델의 순서가 다름</translation>
    </message>
    <message>
        <source>Stored as</source>
        <translation>저장된 이름</translation>
    </message>
    <message>
        <source>In file</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>텐서</translation>
    </message>
    <message>
        <source>Linear weights</source>
        <translation>선형 가중치</translation>
    </message>
    <message>
        <source>Share of the model</source>
        <translation>모델 내 비중</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>Outside the blocks</source>
        <translation>블록 외부</translation>
    </message>
    <message>
        <source>Block %1</source>
        <translation>블록 %1</translation>
    </message>
    <message>
        <source>Embeddings, final norm and output head; kept in 16 bits when the model is quantized</source>
        <translation>임베딩, 최종 정규화, 출력 헤드. 양자화할 때 16비트로 유지됩니다</translation>
    </message>
    <message>
        <source>One transformer block</source>
        <translation>트랜스포머 블록 하나</translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation>선택 항목 없음</translation>
    </message>
    <message>
        <source>Choose a tensor or a block to see its details.</source>
        <translation>텐서나 블록을 선택하면 세부 정보가 표시됩니다.</translation>
    </message>
</context>
<context>
    <name>fracbit::app::TensorTree</name>
    <message>
        <source>Outside the blocks</source>
        <translation>블록 외부</translation>
    </message>
    <message>
        <source>Block %1</source>
        <translation>블록 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n tensor(s)</source>
        <translation>
            <numerusform>텐서 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>텐서</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>형태</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>매개변수</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>가중치당 비트</translation>
    </message>
</context>
<context>
    <name>fracbit::app::WaitingPage</name>
    <message>
        <source>Allocation needs a profile</source>
        <translation>할당하려면 프로파일이 필요합니다</translation>
    </message>
    <message>
        <source>Export needs an allocation</source>
        <translation>내보내려면 할당이 필요합니다</translation>
    </message>
    <message>
        <source>Go to Allocate</source>
        <translation>할당으로 이동</translation>
    </message>
    <message>
        <source>Open profile…</source>
        <translation>프로파일 열기…</translation>
    </message>
    <message>
        <source>No profile is open</source>
        <translation>열린 프로파일이 없습니다</translation>
    </message>
    <message>
        <source>Open model…</source>
        <translation>모델 열기…</translation>
    </message>
    <message>
        <source>Allocation decides how many bits each layer gets, within a budget of memory or latency. A profile is enough for it; the model itself is not needed.</source>
        <translation>할당은 메모리 또는 지연 시간 예산 안에서 각 레이어의 비트 수를 결정합니다. 프로파일만 있으면 되며 모델 자체는 필요하지 않습니다.</translation>
    </message>
    <message>
        <source>Nothing has been decided yet about the bits of the layers. That takes a profile.</source>
        <translation>레이어의 비트가 아직 결정되지 않았습니다. 프로파일이 필요합니다.</translation>
    </message>
    <message>
        <source>No allocation satisfies the present budgets and pins.</source>
        <translation>현재 예산과 고정을 만족하는 할당이 없습니다.</translation>
    </message>
    <message>
        <source>A profile says how much the loss of a model suffers from errors in each of its layers, and what each quantizer costs there. Open a model to measure one.</source>
        <translation>프로필은 각 층의 오차가 모델의 손실에 얼마나 영향을 주는지, 그리고 각 양자화기의 비용을 알려 줍니다. 모델을 열어 측정하세요.</translation>
    </message>
    <message>
        <source>The bits of a layer follow from its sensitivity, which is part of the profile. “%1” has none yet.</source>
        <translation>층의 비트는 프로필에 있는 민감도로 정해집니다. “%1”에는 아직 프로필이 없습니다.</translation>
    </message>
    <message>
        <source>Measure a profile</source>
        <translation>프로필 측정</translation>
    </message>
</context>
<context>
    <name>fracbit::app::WorkView</name>
    <message>
        <source>Loading the model</source>
        <translation>모델을 불러오는 중</translation>
    </message>
    <message>
        <source>The model writes its own text</source>
        <translation>모델이 글을 쓰는 중</translation>
    </message>
    <message>
        <source>Measuring sensitivities</source>
        <translation>민감도 측정 중</translation>
    </message>
    <message>
        <source>Measuring layer by layer</source>
        <translation>층별로 측정 중</translation>
    </message>
    <message>
        <source>Testing the quantizers on the model&apos;s weights</source>
        <translation>모델 가중치로 양자화기를 시험하는 중</translation>
    </message>
    <message>
        <source>Quantizing</source>
        <translation>양자화 중</translation>
    </message>
    <message>
        <source>Comparing what was stored with the plan</source>
        <translation>저장된 내용을 계획과 비교하는 중</translation>
    </message>
    <message>
        <source>Reading the text with both models</source>
        <translation>두 모델로 글을 읽는 중</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>작업 중</translation>
    </message>
    <message>
        <source>about %1 s left</source>
        <translation>약 %1초 남음</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation>약 %1분 남음</translation>
    </message>
    <message>
        <source>about %1 h left</source>
        <translation>약 %1시간 남음</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시 정지</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>What was finished is kept; starting again goes on from there.</source>
        <translation>끝난 부분은 보존되며, 다시 시작하면 거기서 이어집니다.</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>시작하는 중</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>일시 정지됨</translation>
    </message>
    <message>
        <source>Measuring activation moments</source>
        <translation>활성값 모멘트 측정 중</translation>
    </message>
    <message>
        <source>Working out what feedback gains</source>
        <translation>되먹임의 이득 계산 중</translation>
    </message>
    <message>
        <source>Writing the weights for other programs</source>
        <translation>다른 프로그램용 가중치를 쓰는 중</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>취소됨</translation>
    </message>
</context>
</TS>
