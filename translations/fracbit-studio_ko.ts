<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
<context>
    <name>Format</name>
    <message>
        <source>%1 bytes</source>
        <translation>%1바이트</translation>
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
        <source>Colours show</source>
        <translation>색상 기준</translation>
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
        <source> bits/weight</source>
        <translation> 비트/가중치</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>지연 시간</translation>
    </message>
    <message>
        <source> ms/token</source>
        <translation> ms/토큰</translation>
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
</context>
<context>
    <name>fracbit::app::AllocationSession</name>
    <message>
        <source>Memory budget</source>
        <translation>메모리 예산</translation>
    </message>
    <message>
        <source>Latency budget</source>
        <translation>지연 시간 예산</translation>
    </message>
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
</context>
<context>
    <name>fracbit::app::DropHint</name>
    <message>
        <source>Drop to open</source>
        <translation>놓으면 열립니다</translation>
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
        <source>With embeddings and norms</source>
        <translation>임베딩과 정규화 포함</translation>
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
        <source>A plan says which scheme each layer gets. “fracbit quantize” writes the model by it.</source>
        <translation>계획은 각 레이어에 적용할 방식을 정합니다. “fracbit quantize”가 그에 따라 모델을 기록합니다.</translation>
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
</context>
<context>
    <name>fracbit::app::HeatmapView</name>
    <message>
        <source>Allocation: bits of each layer</source>
        <translation>할당: 레이어별 비트</translation>
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
    <name>fracbit::app::LayerInspector</name>
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
        <source>In one kernel with</source>
        <translation>같은 커널의 레이어</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>커널</translation>
    </message>
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
        <source>The studio reads Hugging Face folders (config.json with safetensors or PyTorch files) and GGUF files of Llama, Mistral, Qwen2 and Qwen3 models. The file was not changed.</source>
        <translation>Llama, Mistral, Qwen2, Qwen3 모델의 Hugging Face 폴더(config.json과 safetensors 또는 PyTorch 파일)와 GGUF 파일을 읽을 수 있습니다. 파일은 변경되지 않았습니다.</translation>
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
</context>
<context>
    <name>fracbit::app::ReadoutLine</name>
    <message>
        <source>Predicted loss increase</source>
        <translation>예측 손실 증가</translation>
    </message>
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
        <source>A Hugging Face folder (config.json and safetensors) or a GGUF file. Nothing is changed in it.</source>
        <translation>Hugging Face 폴더(config.json과 safetensors) 또는 GGUF 파일. 원본은 변경되지 않습니다.</translation>
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
        <source>interleaved for rope, as llama.cpp stores it</source>
        <translation>llama.cpp 저장 방식대로 RoPE용으로 교차됨</translation>
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
        <source>Copy command</source>
        <translation>명령 복사</translation>
    </message>
    <message>
        <source>“%1” has no profile yet</source>
        <translation>“%1”의 프로파일이 아직 없습니다</translation>
    </message>
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
        <source>Profiles are measured on the command line. This writes one for the open model; open it here afterwards:</source>
        <translation>프로파일은 명령줄에서 측정합니다. 다음 명령으로 열린 모델의 프로파일을 기록한 뒤 여기에서 여세요:</translation>
    </message>
    <message>
        <source>No profile is open</source>
        <translation>열린 프로파일이 없습니다</translation>
    </message>
    <message>
        <source>A profile says how much the loss of a model suffers from errors in each of its layers, and what each quantizer costs there.</source>
        <translation>프로파일은 각 레이어의 오차가 모델 손실에 주는 영향과 그곳에서 각 양자화기의 비용을 담고 있습니다.</translation>
    </message>
    <message>
        <source>Open model…</source>
        <translation>모델 열기…</translation>
    </message>
    <message>
        <source>The bits of a layer follow from its sensitivity, which is part of the profile. “%1” has none yet; this measures one:</source>
        <translation>레이어의 비트 수는 프로파일에 포함된 민감도로 정해집니다. “%1”에는 아직 없으며, 다음 명령으로 측정합니다:</translation>
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
</context>
</TS>
